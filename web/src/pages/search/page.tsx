import { Button, Field, SearchBox, Text, makeStyles, tokens } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { ApiError } from '../../api/client';
import type { Hit } from '../../api/records';
import { records } from '../../api/records';
import { useAccount } from '../../staff/account';
import { Reader } from '../../staff/reader';
import { failureText } from '../../staff/words';
import { useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { useNow } from '../../ui/now';
import { useTitle } from '../../ui/title';
import { FilterBar } from './filter-bar';
import type { Asked } from './filters';
import { addressOf, askedBy, isFiltered, queryOf } from './filters';
import { Found } from './found';

const useStyles = makeStyles({
  page: { flexGrow: 1, minHeight: 0, overflowY: 'auto' },
  body: { maxWidth: '1120px', margin: '0 auto', boxSizing: 'border-box', padding: tokens.spacingHorizontalXL, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, minHeight: '100%', '@media (max-width: 640px)': { padding: tokens.spacingHorizontalM } },
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  form: { display: 'flex', alignItems: 'flex-start', columnGap: tokens.spacingHorizontalS, maxWidth: '640px' },
  box: { flexGrow: 1, minWidth: 0, gridTemplateColumns: 'minmax(0, 1fr)' },
  search: { width: '100%', maxWidth: 'none' },
  card: { backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, overflow: 'hidden' },
  blank: { display: 'flex', flexGrow: 1 },
  old: { opacity: 0.6 },
  muted: { color: tokens.colorNeutralForeground3 },
  more: { alignSelf: 'center' },
});

/** Why these words cannot be searched for; nothing when something else went wrong. */
function useRefusal(cause: unknown): string | undefined {
  const t = useText();
  if (!(cause instanceof ApiError) || cause.status !== 422 || cause.field !== 'q') return undefined;
  return cause.detail.includes('must hold a word') ? t('search.too_short') : t('search.too_long', { reason: cause.detail });
}

/** Finds what was written, in the conversations that are the reader's business; each result opens its transcript there. */
export function SearchPage() {
  const t = useText();
  const styles = useStyles();
  const account = useAccount();
  const [address, setAddress] = useSearchParams();
  const [read, setRead] = useState<Hit | null>(null);
  const asked = askedBy(address);
  useTitle(asked.words ? `${asked.words} · ${t('search.title')}` : t('search.title'));
  const ordered = !asked.from || !asked.to || asked.from <= asked.to;
  const query = queryOf(asked);
  const found = useInfiniteQuery({
    queryKey: ['search', query.toString()], queryFn: ({ pageParam, signal }) => records.search(query, pageParam, signal), initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined, enabled: asked.words !== '' && ordered, staleTime: 0, retry: false, placeholderData: keepPreviousData,
  });
  const refusal = useRefusal(found.error);
  const ask = (next: Asked) => {
    if (addressOf(next).toString() === address.toString()) void found.refetch();
    else setAddress(addressOf(next));
  };
  return (
    <div className={styles.page}>
      <div className={styles.body}>
        <h1 className={styles.title}>{t('search.title')}</h1>
        <p className={styles.text}>{t(`search.text_${account.role}`)}</p>
        <Box words={asked.words} refusal={refusal} onAsk={(words) => ask({ ...asked, words })} />
        <FilterBar asked={asked} onAsked={ask} />
        {asked.words === '' ? (
          <div className={`${styles.card} ${styles.blank}`}><EmptyState icon={<SearchRegular />} title={t('search.start')} text={t('search.start_text')} /></div>
        ) : !ordered || refusal ? null : found.isPending ? (
          <Loading label={t('common.loading')} />
        ) : found.isError ? (
          <ErrorState title={t('failure.title')} text={failureText(found.error)} retry={t('common.retry')} onRetry={() => void found.refetch()} />
        ) : (
          <Results hits={found.data.pages.flatMap((page) => page.items)} asked={asked} old={found.isPlaceholderData} more={found.hasNextPage} onRead={setRead} />
        )}
        {found.hasNextPage && ordered && !refusal && (
          <Button className={styles.more} disabledFocusable={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{t('search.more')}</Button>
        )}
      </div>
      <Reader conversation={read?.conversation.id ?? null} title={read?.conversation.customer.name || t('visitor')} message={read?.message.id} onClose={() => setRead(null)} />
    </div>
  );
}

/** Where the words are typed; Enter searches. */
function Box({ words, refusal, onAsk }: { words: string; refusal?: string; onAsk: (words: string) => void }) {
  const t = useText();
  const styles = useStyles();
  const [typed, setTyped] = useState(words);
  const [searched, setSearched] = useState(words);
  if (searched !== words) {
    setSearched(words);
    setTyped(words);
  }
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (words === '') box.current?.focus();
  }, [words]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAsk(typed.trim());
  };
  return (
    <form role="search" className={styles.form} onSubmit={submit}>
      <Field className={styles.box} validationMessage={refusal} validationState={refusal ? 'error' : 'none'}>
        <SearchBox
          ref={box}
          className={styles.search}
          aria-label={t('search.box')}
          placeholder={t('search.placeholder')}
          maxLength={500}
          dir="auto"
          value={typed}
          onChange={(_, data) => setTyped(data.value)}
        />
      </Field>
      <Button type="submit" appearance="primary">{t('search.submit')}</Button>
    </form>
  );
}

function Results({ hits, asked, old, more, onRead }: { hits: Hit[]; asked: Asked; old: boolean; more: boolean; onRead: (hit: Hit) => void }) {
  const t = useText();
  const styles = useStyles();
  const now = useNow(30000);
  if (hits.length === 0) {
    return (
      <div className={`${styles.card} ${styles.blank}`} role="status">
        <EmptyState icon={<SearchRegular />} title={isFiltered(asked) ? t('search.none_filtered') : t('search.none')} text={t('search.none_text')} />
      </div>
    );
  }
  return (
    <>
      <Text size={200} className={styles.muted} role="status">{more ? t('search.found_more', { count: hits.length }) : t('search.found', { count: hits.length })}</Text>
      <div className={`${styles.card} ${old ? styles.old : ''}`}>
        <Found hits={hits} query={asked.words} now={now} onRead={onRead} />
      </div>
    </>
  );
}
