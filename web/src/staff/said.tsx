import { Link, makeStyles, tokens } from '@fluentui/react-components';
import type { MouseEvent } from 'react';
import { useText } from '../text';
import { SentimentBadge } from '../ui/sentiment-badge';
import { useJudgement } from './judgement';
import { failureText } from './words';

const useStyles = makeStyles({
  said: { display: 'inline-flex', alignItems: 'center', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS },
  link: { fontSize: tokens.fontSizeBase200 },
  fault: { color: tokens.colorStatusDangerForeground1 },
});

/** Under a message: what one said of its reading oneself, until it is taken back. */
export function Said({ conversation, message }: { conversation: string; message: string }) {
  const t = useText();
  const styles = useStyles();
  const { own, takeBack } = useJudgement(conversation, message);
  if (!own) return null;
  const word = t(`level.${own.level}`);
  const back = (event: MouseEvent<HTMLElement>) => {
    if (takeBack.isPending) return;
    const log = event.currentTarget.closest<HTMLElement>('[role="log"]');
    takeBack.mutate(undefined, { onSuccess: () => log?.focus() });
  };
  return (
    <span className={styles.said}>
      <SentimentBadge level={own.level} word={t('feedback.you_said', { level: word })} size="small" />
      {own.note && <bdi>{`“${own.note}”`}</bdi>}
      <Link as="button" className={styles.link} disabledFocusable={takeBack.isPending} onClick={back}>{t('feedback.take_back')}</Link>
      {takeBack.isError && <span role="alert" className={styles.fault}>{t('common.failed', { reason: failureText(takeBack.error) })}</span>}
    </span>
  );
}
