import { Button, Divider, Popover, PopoverSurface, PopoverTrigger, Text, Tooltip, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ThumbDislikeRegular } from '@fluentui/react-icons/svg/thumb-dislike';
import { ThumbLikeRegular } from '@fluentui/react-icons/svg/thumb-like';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { feedback } from '../api/feedback';
import type { Feedback } from '../api/feedback';
import type { Reading } from '../api/model';
import { dateAndTime, languageName, number, percent, useText } from '../text';
import { levelColour } from '../ui/levels';
import { SentimentBadge, SentimentFace } from '../ui/sentiment-badge';
import { Judge } from './judge';
import { useJudgement } from './judgement';

const useStyles = makeStyles({
  edge: { display: 'inline-flex', alignItems: 'center', flexShrink: 0 },
  reading: {
    display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS, flexShrink: 0,
    padding: tokens.spacingHorizontalXXS, border: 'none', borderRadius: tokens.borderRadiusMedium, backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground3, fontFamily: 'inherit', fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outlineStyle: 'solid', outlineWidth: tokens.strokeWidthThick, outlineColor: tokens.colorStrokeFocus2 },
  },
  quiet: { opacity: 0.75, ':hover': { opacity: 1 }, ':focus-visible': { opacity: 1 } },
  word: { fontWeight: tokens.fontWeightSemibold },
  facts: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
  quick: { display: 'inline-flex', opacity: 0, transitionProperty: 'opacity', transitionDuration: tokens.durationFaster, '@media (max-width: 700px)': { display: 'none' }, '@media (hover: none)': { display: 'none' } },
  surface: { width: 'min(320px, calc(100vw - 32px))', boxSizing: 'border-box', padding: tokens.spacingHorizontalL, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS, overflowY: 'auto' },
  small: { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2 },
  head: { margin: 0, color: tokens.colorNeutralForeground3 },
  line: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalXS, overflowWrap: 'anywhere' },
});

interface ReadingProps {
  conversation: string;
  message: string;
  reading: Reading;
  /** With its word beside the face. */
  open: boolean;
}

/** All that is told of a reading beside its face. */
function useFacts(reading: Reading): string[] {
  const t = useText();
  const scored = reading.pulse !== null;
  const word = t(`level.${reading.level}`);
  return [
    reading.pulse === null ? t('sentiment.reading_none') : t('sentiment.reading_pulse', { level: word, pulse: number(reading.pulse, 1) }),
    reading.own_phrase ? t('feedback.own_phrase', { phrase: reading.own_phrase }) : '',
    scored ? t('sentiment.confidence', { value: percent(reading.confidence) }) : '',
    reading.mixed !== null && reading.mixed >= 0.3 ? t('sentiment.mixed', { value: percent(reading.mixed) }) : '',
    languageName(reading.language),
    reading.profanity && (reading.profane || reading.profanity.aim === 'person') ? t(`sentiment.profanity_${reading.profanity.aim}`) : '',
    reading.partial ? t('sentiment.partial') : '',
    reading.model ? t('sentiment.model', { value: reading.model }) : '',
  ].filter(Boolean);
}

/** The reading of one message: its face at the bubble's edge, everything else on hover or focus; a press tells it all and asks whether it is right. */
export function ReadingMark({ conversation, message, reading, open: withWord }: ReadingProps) {
  const t = useText();
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const [hinted, setHinted] = useState(false);
  const judgement = useJudgement(conversation, message);
  const { own, say } = judgement;
  const facts = useFacts(reading);
  const word = t(`level.${reading.level}`);
  const turn = (to: boolean) => {
    if (to) say.reset();
    setOpen(to);
  };
  const right = () => {
    if (reading.level === 'none' || say.isPending) return;
    say.mutate({ level: reading.level, note: '' }, { onError: () => setOpen(true) });
  };
  return (
    <span className={styles.edge}>
      <Popover open={open} trapFocus withArrow positioning={{ position: 'below', align: 'start', autoSize: 'height', overflowBoundaryPadding: 8 }} onOpenChange={(_, data) => turn(data.open)}>
        <PopoverTrigger disableButtonEnhancement>
          <Tooltip
            relationship="description"
            visible={hinted && !open}
            onVisibleChange={(_, data) => setHinted(data.visible)}
            content={{ children: <ul className={styles.facts}>{facts.map((fact) => <li key={fact}>{fact}</li>)}</ul> }}
          >
            <button type="button" className={mergeClasses(styles.reading, !withWord && styles.quiet)} aria-label={t('sentiment.reading', { level: word })}>
              <SentimentFace level={reading.level} size={16} />
              {withWord && <span className={styles.word} style={{ color: levelColour(reading.level) }}>{word}</span>}
            </button>
          </Tooltip>
        </PopoverTrigger>
        <PopoverSurface className={styles.surface} aria-label={t('feedback.about')}>
          <ul className={mergeClasses(styles.facts, styles.small)}>{facts.map((fact) => <li key={fact}>{fact}</li>)}</ul>
          <Before conversation={conversation} message={message} />
          {judgement.others.length > 0 && <Others said={judgement.others} />}
          <Divider />
          <Judge read={reading.level} judgement={judgement} onDone={() => turn(false)} />
        </PopoverSurface>
      </Popover>
      {!own && (
        <span className={styles.quick} data-quiet>
          {reading.level !== 'none' && <Button size="small" appearance="subtle" tabIndex={-1} icon={<ThumbLikeRegular />} aria-label={t('feedback.right')} title={t('feedback.right_hint')} onClick={right} />}
          <Button size="small" appearance="subtle" tabIndex={-1} icon={<ThumbDislikeRegular />} aria-label={t('feedback.wrong')} title={t('feedback.wrong_hint')} onClick={() => turn(true)} />
        </span>
      )}
    </span>
  );
}

/** Readings that the present one took the place of. */
function Before({ conversation, message }: { conversation: string; message: string }) {
  const t = useText();
  const styles = useStyles();
  const readings = useQuery({ queryKey: ['readings', conversation, message], queryFn: () => feedback.readings(conversation, message), retry: false });
  const earlier = (readings.data ?? []).filter((each) => each.replaced_at !== undefined);
  if (earlier.length === 0) return null;
  return (
    <section aria-label={t('feedback.earlier')}>
      <Text as="h3" size={200} weight="semibold" className={styles.head}>{t('feedback.earlier')}</Text>
      <ul className={mergeClasses(styles.facts, styles.small)}>
        {earlier.map((each) => (
          <li key={each.replaced_at} className={styles.line}>
            <SentimentFace level={each.level} size={16} />
            {each.pulse === null
              ? t('feedback.earlier_none', { time: dateAndTime(each.replaced_at!) })
              : t('feedback.earlier_until', { level: t(`level.${each.level}`), pulse: number(each.pulse, 1), time: dateAndTime(each.replaced_at!) })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What colleagues said of the same reading. */
function Others({ said }: { said: readonly Feedback[] }) {
  const t = useText();
  const styles = useStyles();
  return (
    <ul className={mergeClasses(styles.facts, styles.small)}>
      {said.map((each) => (
        <li key={each.id} className={styles.line}>
          <SentimentBadge level={each.level} word={t('feedback.said', { name: each.by.name, level: t(`level.${each.level}`) })} size="small" />
          {each.note && <bdi>{`“${each.note}”`}</bdi>}
        </li>
      ))}
    </ul>
  );
}
