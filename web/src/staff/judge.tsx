import { Button, Field, Input, Radio, RadioGroup, Text, makeStyles, tokens } from '@fluentui/react-components';
import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import type { ScoredLevel } from '../api/feedback';
import type { LevelName } from '../api/model';
import { useText } from '../text';
import { scoredLevels } from '../ui/levels';
import { SentimentBadge } from '../ui/sentiment-badge';
import type { useJudgement } from './judgement';
import { failureText } from './words';

const longestNote = 1000;

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  levels: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
  level: { alignItems: 'center', '& .fui-Radio__indicator': { marginTop: tokens.spacingVerticalXXS, marginBottom: tokens.spacingVerticalXXS }, '& .fui-Radio__label': { paddingTop: tokens.spacingVerticalXXS, paddingBottom: tokens.spacingVerticalXXS } },
  choice: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  muted: { color: tokens.colorNeutralForeground3 },
  fault: { color: tokens.colorStatusDangerForeground1 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface JudgeProps {
  /** The level that was read. */
  read: LevelName;
  judgement: Pick<ReturnType<typeof useJudgement>, 'own' | 'say'>;
  onDone: () => void;
}

/** Asks how the customer really felt: one of the seven levels, and why. */
export function Judge({ read, judgement: { own, say }, onDone }: JudgeProps) {
  const t = useText();
  const styles = useStyles();
  const id = useId();
  const [level, setLevel] = useState<ScoredLevel | ''>(own?.level ?? '');
  const [note, setNote] = useState(own?.note ?? '');
  const send = (chosen: ScoredLevel | '') => {
    if (chosen === '' || say.isPending) return;
    say.mutate({ level: chosen, note: note.trim() }, { onSuccess: onDone });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(level);
  };
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      <Text id={id} weight="semibold">{t('feedback.question')}</Text>
      <RadioGroup aria-labelledby={id} className={styles.levels} value={level} onChange={(_, data) => setLevel(data.value as ScoredLevel)}>
        {scoredLevels.map((each) => (
          <Radio
            key={each}
            value={each}
            className={styles.level}
            label={(
              <span className={styles.choice}>
                <SentimentBadge level={each} word={t(`level.${each}`)} size="small" />
                {each === read && <Text size={200} className={styles.muted}>{t('feedback.as_read')}</Text>}
              </span>
            )}
          />
        ))}
      </RadioGroup>
      <Field label={t('feedback.note')}>
        <Input value={note} maxLength={longestNote} autoComplete="off" placeholder={t('feedback.note_hint')} input={{ dir: 'auto' }} onChange={(_, data) => setNote(data.value)} />
      </Field>
      {say.isError && <Text role="alert" size={200} className={styles.fault}>{t('common.failed', { reason: failureText(say.error) })}</Text>}
      <div className={styles.buttons}>
        <Button type="submit" appearance="primary" disabled={level === ''} disabledFocusable={say.isPending}>{t('feedback.say')}</Button>
        {read !== 'none' && <Button disabledFocusable={say.isPending} onClick={() => send(read)}>{t('feedback.right')}</Button>}
      </div>
      <Text size={200} className={styles.muted}>{t('feedback.stays')}</Text>
    </form>
  );
}
