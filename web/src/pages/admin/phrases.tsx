import { Button, Text, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { EditRegular } from '@fluentui/react-icons/svg/edit';
import { useState } from 'react';
import { feedback } from '../../api/feedback';
import { failureText } from '../../staff/words';
import { languageName, useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { SentimentBadge } from '../../ui/sentiment-badge';
import { useTitle } from '../../ui/title';
import { PageHead, Rows } from './parts';
import { PhraseDialog } from './phrase-dialog';
import { PhraseTrial } from './phrase-trial';
import type { PhraseDraft } from './phrases-draft';
import { changesIn, draftOf, freshPhrase, requestOf } from './phrases-draft';
import { SaveBar, useWhole } from './whole';

const useStyles = makeStyles({
  phrase: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  muted: { color: tokens.colorNeutralForeground3 },
});

const columns = ['phrases.phrase', 'phrases.language', 'phrases.level'] as const;

/** The phrases that the organisation reads its own way. */
export function AdminPhrases() {
  const t = useText();
  const styles = useStyles();
  const whole = useWhole({ key: ['settings', 'phrases'], load: feedback.phrases, draftOf, requestOf, save: (draft: PhraseDraft[], version) => feedback.savePhrases(requestOf(draft), version) });
  const [open, setOpen] = useState<PhraseDraft | null>(null);
  useTitle(t('phrases.title'));
  const { query, draft } = whole;
  if (!draft) return query.isError ? <ErrorState title={t('failure.title')} text={failureText(query.error)} retry={t('common.retry')} onRetry={() => void query.refetch()} /> : <Loading label={t('common.loading')} />;
  const counts = changesIn(query.data?.phrases ?? [], draft);
  const list = (['added', 'changed', 'removed'] as const).filter((each) => counts[each] > 0).map((each) => t(`phrases.${each}`, { count: counts[each] })).join(', ');
  const keep = (phrase: PhraseDraft) => {
    const known = draft.some((each) => each.key === phrase.key);
    whole.edit(known ? draft.map((each) => (each.key === phrase.key ? phrase : each)) : [...draft, phrase]);
    setOpen(null);
  };
  const row = (each: PhraseDraft) => ({
    key: each.key,
    cells: [
      <bdi className={styles.phrase}>{each.phrase}</bdi>,
      each.language ? <bdi>{languageName(each.language)}</bdi> : <Text className={styles.muted}>{t('phrases.all_languages')}</Text>,
      <SentimentBadge level={each.level} word={t(`level.${each.level}`)} size="small" />,
      <>
        <Button size="small" appearance="subtle" icon={<EditRegular />} aria-label={t('phrases.edit_named', { phrase: each.phrase })} onClick={() => setOpen(each)} />
        <Button size="small" appearance="subtle" icon={<DeleteRegular />} aria-label={t('phrases.remove_named', { phrase: each.phrase })} onClick={() => whole.edit(draft.filter(({ key }) => key !== each.key))} />
      </>,
    ],
  });
  return (
    <>
      <PageHead title={t('phrases.title')} text={t('phrases.text')}>
        <Button appearance={draft.length === 0 ? 'primary' : 'secondary'} icon={<AddRegular />} onClick={() => setOpen(freshPhrase())}>{t('phrases.add')}</Button>
      </PageHead>
      <Rows label={t('phrases.title')} columns={columns.map((each) => t(each))} actions={t('phrases.actions')} rows={draft.map(row)} empty={<EmptyState compact title={t('phrases.none')} text={t('phrases.none_text')} />} />
      <Text size={200} className={styles.muted}>{t('phrases.when')}</Text>
      <SaveBar whole={whole} fields={[]} what={list && whole.outcome?.kind !== 'conflict' ? t('phrases.changes', { list }) : undefined} />
      <PhraseTrial changed={whole.changed} version={query.data?.version ?? 0} />
      {open && <PhraseDialog key={open.key} phrase={open} list={draft} onKeep={keep} onDone={() => setOpen(null)} />}
    </>
  );
}
