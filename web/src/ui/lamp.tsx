import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  lamp: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, whiteSpace: 'nowrap' },
  light: { forcedColorAdjust: 'none', width: '9px', height: '9px', boxSizing: 'border-box', borderRadius: tokens.borderRadiusCircular },
  live: { backgroundColor: tokens.colorStatusSuccessForeground3 },
  delayed: { border: `3px solid ${tokens.colorStatusWarningForeground2}` },
  offline: { border: `2px solid ${tokens.colorStatusDangerForeground1}`, borderRadius: tokens.borderRadiusSmall },
});

/** How fresh the page is: a full, a ringed and a square light, each with its word. */
export function Lamp({ state, word }: { state: 'live' | 'delayed' | 'offline'; word: string }) {
  const styles = useStyles();
  return (
    <span className={styles.lamp} role="status">
      <span className={mergeClasses(styles.light, styles[state])} aria-hidden="true" />
      {word}
    </span>
  );
}
