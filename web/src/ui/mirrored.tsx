import { makeStyles } from '@fluentui/react-components';
import type { ComponentType } from 'react';

const useStyles = makeStyles({
  icon: { ':dir(rtl)': { transform: 'scaleX(-1)' } },
});

/** An icon that points along the page: the other way round where the page runs from right to left. */
export function Mirrored({ of: Icon }: { of: ComponentType<{ className?: string; 'aria-hidden'?: 'true' }> }) {
  const styles = useStyles();
  return <Icon className={styles.icon} aria-hidden="true" />;
}
