import { Tooltip, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDownRegular } from '@fluentui/react-icons/svg/arrow-down';
import { ArrowRightRegular } from '@fluentui/react-icons/svg/arrow-right';
import { ArrowUpRegular } from '@fluentui/react-icons/svg/arrow-up';
import type { Conversation, Point } from '../../api/model';
import { useText } from '../../text';
import { Sparkline } from '../../ui/sparkline';
import { sparkPoints } from '../../staff/messages';

const useStyles = makeStyles({
  course: { display: 'inline-flex', verticalAlign: 'middle', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  arrow: { display: 'inline-flex', fontSize: '16px', color: tokens.colorNeutralForeground2 },
  declining: { color: 'var(--levelNegative)' },
  improving: { color: 'var(--levelPositive)' },
});

const arrows = { improving: ArrowUpRegular, steady: ArrowRightRegular, declining: ArrowDownRegular } as const;

/** How the customer's feeling went so far, and where it goes, for one row of a table. */
export function Course({ conversation, points }: { conversation: Conversation; points: readonly Point[] }) {
  const t = useText();
  const styles = useStyles();
  const shown = sparkPoints(points);
  const trend = conversation.trend ?? 'steady';
  const word = t(`trend.${trend}`);
  const Arrow = arrows[trend];
  const label = shown.length > 0
    ? t('sentiment.line', { count: shown.length, level: t(`level.${conversation.level ?? 'none'}`) })
    : t('sentiment.line_empty');
  return (
    <span className={styles.course}>
      <Sparkline points={shown} label={label} width={88} height={28} />
      <Tooltip relationship="inaccessible" content={word}>
        <span role="img" aria-label={word} className={mergeClasses(styles.arrow, trend === 'declining' && styles.declining, trend === 'improving' && styles.improving)}>
          <Arrow aria-hidden="true" />
        </span>
      </Tooltip>
    </span>
  );
}
