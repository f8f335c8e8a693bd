import {
  Button, Dropdown, Field, Link, Option, Tag, Text, Textarea, ToggleButton, makeStyles, mergeClasses, tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Conversation, WrapUp } from '../api/model';
import { records } from '../api/records';
import { clock, dateAndTime, useText } from '../text';
import type { Kept } from './wrap-ups';
import { notedOf, useWrapUps, wrapUps } from './wrap-ups';

const useStyles = makeStyles({
  panel: {
    flexShrink: 0, maxHeight: '62%', boxSizing: 'border-box', overflowY: 'auto', display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground2,
  },
  intro: { color: tokens.colorNeutralForeground2 },
  head: { display: 'flex', flexDirection: 'column' },
  title: { margin: 0 },
  codes: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  code: { minWidth: 'auto' },
  list: { maxHeight: '320px' },
  foot: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  status: { color: tokens.colorNeutralForeground3 },
  failed: { color: tokens.colorStatusDangerForeground1 },
  read: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, minWidth: 0 },
  words: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

/** More codes than this are chosen from a list. */
const chipsAtMost = 12;

function Codes({ all, chosen, onChange }: { all: readonly string[]; chosen: readonly string[]; onChange: (codes: string[]) => void }) {
  const t = useText();
  const styles = useStyles();
  const inOrder = (codes: readonly string[]) => all.filter((each) => codes.includes(each));
  if (all.length > chipsAtMost) {
    return (
      <Field label={t('wrap_up.codes')}>
        <Dropdown
          multiselect
          placeholder={t('wrap_up.codes_none')}
          value={chosen.join(', ')}
          selectedOptions={[...chosen]}
          listbox={{ className: styles.list }}
          onOptionSelect={(_, data) => onChange(inOrder(data.selectedOptions))}
        >
          {all.map((each) => <Option key={each} value={each}>{each}</Option>)}
        </Dropdown>
      </Field>
    );
  }
  return (
    <div className={styles.codes} role="group" aria-label={t('wrap_up.codes')}>
      {all.map((each) => {
        const on = chosen.includes(each);
        return (
          <ToggleButton
            key={each}
            className={styles.code}
            size="small"
            shape="circular"
            checked={on}
            onClick={() => onChange(on ? chosen.filter((other) => other !== each) : inOrder([...chosen, each]))}
          >
            {each}
          </ToggleButton>
        );
      })}
    </div>
  );
}

/** Whether what is written is stored, and what to do when it is not. */
function Status({ conversation, kept, stored }: { conversation: string; kept?: Kept; stored?: WrapUp }) {
  const t = useText();
  const styles = useStyles();
  const at = kept?.at ?? stored?.at;
  const words = kept && kept.status !== 'saved' && kept.status !== 'failed' ? t(`wrap_up.${kept.status}`)
    : kept?.status === 'failed' ? t('wrap_up.failed', { reason: kept.reason ?? '' })
    : at ? t('wrap_up.saved', { time: clock(at) }) : t('wrap_up.hint');
  return (
    <Text size={200} role="status" className={mergeClasses(styles.status, kept?.status === 'failed' && styles.failed)}>
      {words}
      {kept?.status === 'failed' && <>{' '}<Link as="button" onClick={() => void wrapUps.save(conversation)}>{t('common.retry')}</Link></>}
    </Text>
  );
}

/** Where the agent notes what an ended conversation was about; it is stored while it is written. */
export function WrapUpPanel({ conversation, busy, onFinish }: { conversation: Conversation; busy: boolean; onFinish: () => void }) {
  const t = useText();
  const styles = useStyles();
  const key = conversation.id;
  const kept = useWrapUps((state) => state.kept[key]);
  const codes = useQuery({ queryKey: ['settings', 'wrap_up_codes'], queryFn: records.wrapUpCodes, retry: false });
  const [finishing, setFinishing] = useState(false);
  const noted = notedOf(kept, conversation.wrap_up);
  const all = [...new Set([...(codes.data?.codes ?? []), ...noted.codes])];
  useEffect(() => () => void wrapUps.save(key), [key]);
  const finish = async () => {
    setFinishing(true);
    const saved = await wrapUps.save(key);
    setFinishing(false);
    if (saved) onFinish();
  };
  return (
    <section className={styles.panel} aria-label={t('wrap_up.title')}>
      <div className={styles.head}>
        <Text as="h3" size={300} weight="semibold" className={styles.title}>{t('wrap_up.title')}</Text>
        <Text size={200} className={styles.intro}>{t('wrap_up.intro')}</Text>
      </div>
      {all.length > 0 && <Codes all={all} chosen={noted.codes} onChange={(chosen) => wrapUps.write(key, { note: noted.note, codes: chosen })} />}
      {codes.isError && (
        <Text size={200} className={styles.failed} role="alert">
          {t('wrap_up.codes_failed')} <Link as="button" onClick={() => void codes.refetch()}>{t('common.retry')}</Link>
        </Text>
      )}
      <Textarea
        aria-label={t('wrap_up.note')}
        textarea={{ dir: 'auto' }}
        rows={3}
        resize="vertical"
        placeholder={t('wrap_up.note_placeholder')}
        value={noted.note}
        onChange={(_, data) => wrapUps.write(key, { note: data.value, codes: noted.codes })}
      />
      <div className={styles.foot}>
        <Status conversation={key} kept={kept} stored={conversation.wrap_up} />
        <Button appearance="primary" disabledFocusable={busy || finishing} onClick={() => void finish()}>{t('agent.finish')}</Button>
      </div>
    </section>
  );
}

/** What was noted about a conversation, to be read. */
export function WrapUpWords({ wrapUp }: { wrapUp: WrapUp }) {
  const t = useText();
  const styles = useStyles();
  return (
    <div className={styles.read}>
      {wrapUp.codes.length > 0 && (
        <div className={styles.codes} role="list" aria-label={t('wrap_up.codes')}>
          {wrapUp.codes.map((each) => <Tag key={each} role="listitem" size="small" shape="circular" appearance="outline">{each}</Tag>)}
        </div>
      )}
      {wrapUp.note && <Text size={200} className={styles.words} dir="auto">{wrapUp.note}</Text>}
      {wrapUp.by && wrapUp.at && (
        <Text size={200} className={styles.status}>{t('wrap_up.by', { name: wrapUp.by.name, time: dateAndTime(wrapUp.at) })}</Text>
      )}
    </div>
  );
}
