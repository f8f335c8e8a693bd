import { Link, Text, makeStyles, tokens } from '@fluentui/react-components';
import type { MouseEvent } from 'react';
import { useState } from 'react';
import { failureText } from '../../staff/words';
import { useText } from '../../text';

const useStyles = makeStyles({
  root: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  fault: { color: tokens.colorStatusDangerForeground1 },
});

interface ExportProps {
  /** What the file is called once it is saved. */
  name: string;
  address: string;
  load: () => Promise<Blob>;
  /** The words of the link. */
  word: string;
}

/** A file of the server; a refusal is told beside the link instead of being saved as one. */
export function Export({ name, address: href, load, word }: ExportProps) {
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
      const address = URL.createObjectURL(await load());
      const link = document.createElement('a');
      link.href = address;
      link.download = name;
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
      <Link href={href} download={name} onClick={(event) => void save(event as MouseEvent)}>{busy ? t('insights.csv_busy') : word}</Link>
    </span>
  );
}
