import { Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  card: { padding: tokens.spacingHorizontalL, backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, minWidth: 0 },
  head: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  title: { flexGrow: 1, margin: 0 },
  actions: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  note: { color: tokens.colorNeutralForeground3, marginTop: 'auto' },
});

/** One subject of a dashboard: its name, what one can do with it, and what it says. */
export function Card({ title, actions, note, className, children }: { title: string; actions?: ReactNode; note?: string; className?: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <section className={mergeClasses(styles.card, className)} aria-label={title}>
      <div className={styles.head}>
        <Text as="h2" size={400} weight="semibold" className={styles.title}>{title}</Text>
        {actions && <span className={styles.actions}>{actions}</span>}
      </div>
      {children}
      {note && <Text size={200} className={styles.note}>{note}</Text>}
    </section>
  );
}
