import { Button, Field, Text, Textarea, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { feedback } from '../../api/feedback';
import type { Reading } from '../../api/model';
import type { Fault } from '../../staff/form';
import { FaultBar, faultOf } from '../../staff/form';
import { languageName, number, useText } from '../../text';
import { MarkedText } from '../../ui/marked-text';
import { SentimentBadge } from '../../ui/sentiment-badge';
import { Card, FactList } from './parts';

const useStyles = makeStyles({
  text: { whiteSpace: 'pre-wrap' },
  muted: { color: tokens.colorNeutralForeground3 },
});

interface TrialProps {
  /** The page holds changes that are not saved. */
  changed: boolean;
  /** Of the phrases in force. */
  version: number;
}

/** How a text would be read now, with the phrases in force. */
export function PhraseTrial({ changed, version }: TrialProps) {
  const t = useText();
  const styles = useStyles();
  const [text, setText] = useState('');
  const [found, setFound] = useState<{ of: string; on: number; reading: Reading } | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    setFault(null);
    try {
      setFound({ of: text, on: version, reading: await feedback.score(text) });
    } catch (cause) {
      setFault(faultOf(cause));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title={t('phrases.trial')}>
      <Text>{changed ? t('phrases.trial_unsaved') : t('phrases.trial_text')}</Text>
      <Field label={t('phrases.trial_message')}>
        <Textarea rows={2} value={text} textarea={{ dir: 'auto' }} onChange={(_, data) => setText(data.value)} />
      </Field>
      <div><Button disabled={text.trim() === ''} disabledFocusable={busy} onClick={() => void run()}>{t('phrases.trial_run')}</Button></div>
      <FaultBar fault={fault} />
      <div role="status">
        {found && <Result text={found.of} reading={found.reading} />}
        {found && (found.of !== text || found.on !== version) && <Text block size={200} className={styles.muted}>{t('phrases.trial_old')}</Text>}
      </div>
    </Card>
  );
}

function Result({ text, reading }: { text: string; reading: Reading }) {
  const t = useText();
  const styles = useStyles();
  const facts: [string, ReactNode][] = [
    [t('phrases.trial_level'), <>
      <SentimentBadge level={reading.level} word={t(`level.${reading.level}`)} size="small" />
      <span>{[reading.pulse === null ? '' : t('phrases.trial_pulse', { pulse: number(reading.pulse, 1) }), languageName(reading.language)].filter(Boolean).join(' · ')}</span>
    </>],
    [t('phrases.trial_phrase'), reading.own_phrase ? <Text weight="semibold"><bdi>{reading.own_phrase}</bdi></Text> : t('phrases.trial_no_phrase')],
    [t('phrases.trial_moved'), <span className={styles.text} dir="auto"><MarkedText text={text} marks={reading.phrases ?? []} /></span>],
  ];
  return <FactList label={t('phrases.trial_result')} facts={facts} />;
}
