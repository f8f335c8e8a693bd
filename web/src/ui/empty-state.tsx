import { Button, Spinner, Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    textAlign: 'center',
    rowGap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXL}`,
    flexGrow: 1,
    minHeight: '160px',
  },
  compact: { padding: tokens.spacingVerticalL, minHeight: 'auto' },
  icon: { color: tokens.colorNeutralForeground3, fontSize: '40px', lineHeight: 0, marginBottom: tokens.spacingVerticalXS },
  title: { fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  text: { maxWidth: '44ch', color: tokens.colorNeutralForeground2 },
});

interface EmptyStateProps {
  title: string;
  text?: string;
  icon?: ReactNode;
  action?: ReactNode;
  compact?: boolean;
  /** The title is the page's own heading. */
  heading?: boolean;
}

/** Says what will appear here and how to make it appear. */
export function EmptyState({ title, text, icon, action, compact = false, heading = false }: EmptyStateProps) {
  const styles = useStyles();
  return (
    <div className={mergeClasses(styles.root, compact && styles.compact)}>
      {icon && <span className={styles.icon} aria-hidden="true">{icon}</span>}
      <Text as={heading ? 'h1' : 'p'} block align="center" className={styles.title} style={{ margin: 0 }}>{title}</Text>
      {text && <Text as="p" block align="center" className={styles.text} style={{ margin: 0 }}>{text}</Text>}
      {action}
    </div>
  );
}

interface ErrorStateProps {
  title: string;
  text: string;
  retry?: string;
  onRetry?: () => void;
  compact?: boolean;
}

/** What happened, what was kept, what to do. */
export function ErrorState({ title, text, retry, onRetry, compact }: ErrorStateProps) {
  return (
    <div role="alert" style={{ display: 'flex', flexGrow: 1 }}>
      <EmptyState
        title={title}
        text={text}
        compact={compact}
        action={retry && onRetry ? <Button onClick={onRetry}>{retry}</Button> : undefined}
      />
    </div>
  );
}

export function Loading({ label }: { label: string }) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <Spinner label={label} size="small" delay={200} />
    </div>
  );
}
