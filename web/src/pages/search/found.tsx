import { Text, makeStyles, tokens } from '@fluentui/react-components';
import type { KeyboardEvent } from 'react';
import type { Hit } from '../../api/records';
import { ago, dateAndTime, useText } from '../../text';
import { FoundWords } from '../../ui/found-words';
import { SentimentBadge } from '../../ui/sentiment-badge';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: { ':not(:last-child)': { borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}` } },
  hit: {
    width: '100%', boxSizing: 'border-box', textAlign: 'start', border: 'none', backgroundColor: 'transparent', color: tokens.colorNeutralForeground1, fontFamily: 'inherit', fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, cursor: 'pointer',
    display: 'grid', gridTemplateColumns: '180px minmax(0, 1fr) 150px', columnGap: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalXS, alignItems: 'start', padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outlineStyle: 'solid', outlineWidth: tokens.strokeWidthThick, outlineColor: tokens.colorStrokeFocus2, outlineOffset: '-2px' },
    '@media (max-width: 760px)': { gridTemplateColumns: 'minmax(0, 1fr) auto' },
  },
  who: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  words: { minWidth: 0, display: 'flex', flexDirection: 'column', '@media (max-width: 760px)': { gridColumn: '1 / -1', gridRow: 2 } },
  text: { overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
  muted: { color: tokens.colorNeutralForeground3 },
  level: { justifySelf: 'start', '@media (max-width: 760px)': { justifySelf: 'end' } },
});

/** Letters of a long message that a result shows. */
const shownLetters = 280;

interface FoundProps {
  hits: readonly Hit[];
  query: string;
  now: number;
  onRead: (hit: Hit) => void;
}

/** The found messages; arrow keys move between them. */
export function Found({ hits, query, now, onRead }: FoundProps) {
  const t = useText();
  const styles = useStyles();
  const keys = (event: KeyboardEvent<HTMLUListElement>) => {
    const item = (event.target as HTMLElement).closest('li');
    const to = { ArrowDown: item?.nextElementSibling, ArrowUp: item?.previousElementSibling, Home: event.currentTarget.firstElementChild, End: event.currentTarget.lastElementChild }[event.key];
    const button = to?.querySelector('button');
    if (!button) return;
    event.preventDefault();
    button.focus();
  };
  return (
    <ul className={styles.list} aria-label={t('search.results')} onKeyDown={keys}>
      {hits.map((hit) => <Item key={hit.message.id} hit={hit} query={query} now={now} onRead={onRead} />)}
    </ul>
  );
}

function Item({ hit, query, now, onRead }: Omit<FoundProps, 'hits'> & { hit: Hit }) {
  const t = useText();
  const styles = useStyles();
  const { conversation, message } = hit;
  const customer = conversation.customer.name || t('visitor');
  const author = message.sender === 'customer' ? customer : (message.sender_name ?? t(`transcript.${message.sender}`));
  const monitored = conversation.monitored || conversation.state === 'closed';
  const { reading } = message;
  return (
    <li className={styles.item}>
      <button type="button" className={styles.hit} onClick={() => onRead(hit)}>
        <span className={styles.who}>
          <Text weight="semibold"><bdi>{customer}</bdi></Text>
          <Text size={200} className={styles.muted}><bdi>{conversation.queue.name}</bdi></Text>
          <time dateTime={message.created_at} title={dateAndTime(message.created_at)}><Text size={200} className={styles.muted}>{ago(message.created_at, now)}</Text></time>
        </span>
        <span className={styles.words}>
          {message.sender !== 'customer' && (
            <Text size={200} className={styles.muted}>{t('search.wrote', { author: message.visibility === 'internal' ? `${author} (${t('search.note')})` : author })}</Text>
          )}
          <span className={styles.text} dir="auto"><FoundWords text={message.text} query={query} longest={shownLetters} /></span>
        </span>
        {message.sender === 'customer' && reading && monitored && (
          <SentimentBadge className={styles.level} level={reading.level} word={t(`level.${reading.level}`)} label={t('sentiment.reading', { level: t(`level.${reading.level}`) })} size="small" />
        )}
      </button>
    </li>
  );
}
