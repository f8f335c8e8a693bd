import { makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  hidden: {
    position: 'absolute', width: '1px', height: '1px', margin: '-1px', padding: 0,
    overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap', border: 'none',
  },
});

/** Text for those who listen instead of look. */
export function Hidden({ children, id, live }: { children: ReactNode; id?: string; live?: boolean }) {
  const styles = useStyles();
  return <span id={id} className={styles.hidden} role={live ? 'status' : undefined}>{children}</span>;
}
