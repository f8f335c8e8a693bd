import { Button, Popover, PopoverSurface, PopoverTrigger, Text, makeStyles, tokens } from '@fluentui/react-components';
import { useText } from '../text';

const useStyles = makeStyles({
  bar: {
    flexShrink: 0, display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS, minHeight: '28px', padding: `0 ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, color: tokens.colorNeutralForeground3,
    '@media (max-width: 640px)': { padding: `0 ${tokens.spacingHorizontalM}` },
  },
  short: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  more: { flexShrink: 0, minWidth: 'auto' },
  surface: { maxWidth: 'min(56ch, calc(100vw - 48px))', display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  heading: { margin: 0 },
});

/** The notice that every staff page carries: sentiment is measured, what for, and what not for. */
export function UseNotice() {
  const t = useText();
  const styles = useStyles();
  return (
    <footer className={styles.bar} aria-label={t('notice.title')}>
      <Text size={200} className={styles.short} title={t('notice.short')}>{t('notice.short')}</Text>
      <Popover positioning="above-end" trapFocus>
        <PopoverTrigger disableButtonEnhancement>
          <Button size="small" appearance="subtle" className={styles.more}>{t('notice.more')}</Button>
        </PopoverTrigger>
        <PopoverSurface className={styles.surface} aria-label={t('notice.title')}>
          <Text as="h2" size={400} weight="semibold" className={styles.heading}>{t('notice.title')}</Text>
          <Text>{t('notice.text')}</Text>
        </PopoverSurface>
      </Popover>
    </footer>
  );
}
