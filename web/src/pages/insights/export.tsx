import { Link, Text, makeStyles, tokens } from '@fluentui/react-components';
import type { MouseEvent } from 'react';
import { useState } from 'react';
import { api } from '../../api/client';
import { failureText } from '../../staff/words';
import { useText } from '../../text';

const useStyles = makeStyles({
  root: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  fault: { color: tokens.colorStatusDangerForeground1 },
});

const fileName = 'conversations.csv';

/** One row a conversation as a file; a refusal is told beside the link instead of being saved as one. */
export function Export({ query }: { query: URLSearchParams }) {
  const t = useText();
  const styles = useStyles();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const save = async (event: MouseEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFault('');
    try {
      const address = URL.createObjectURL(await api.conversationsFile(query));
      const link = document.createElement('a');
      link.href = address;
      link.download = fileName;
      link.click();
      URL.revokeObjectURL(address);
    } catch (cause) {
      setFault(t('insights.csv_failed', { reason: failureText(cause) }));
    } finally {
      setBusy(false);
    }
  };
  return (
    <span className={styles.root}>
      {fault && <Text size={200} role="alert" className={styles.fault}>{fault}</Text>}
      <Link href={api.conversationsAddress(query)} download={fileName} onClick={(event) => void save(event as MouseEvent)}>{busy ? t('insights.csv_busy') : t('insights.csv')}</Link>
    </span>
  );
}
