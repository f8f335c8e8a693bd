import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Mark } from './mark';

const useStyles = makeStyles({
  page: { minHeight: '100%', display: 'flex', alignItems: 'center', justifyContent: 'center', boxSizing: 'border-box', padding: tokens.spacingHorizontalL, backgroundColor: tokens.colorNeutralBackground3 },
  card: {
    width: '100%', maxWidth: '380px', boxSizing: 'border-box', display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXXXL}`, backgroundColor: tokens.colorNeutralBackground1, color: tokens.colorNeutralForeground1,
    borderRadius: tokens.borderRadiusXLarge, boxShadow: tokens.shadow16, '@media (max-width: 420px)': { padding: tokens.spacingHorizontalXL },
    '& .fui-Field': { gridTemplateColumns: 'minmax(0, 1fr)' }, '& .fui-Input, & .fui-Input__input': { minWidth: 0 },
  },
  head: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold },
  intro: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** One small card in the middle of the page, for what comes before the product itself. */
export function Sheet({ title, intro, children }: { title: string; intro: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.head}>
          <Mark size={40} />
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.intro}>{intro}</p>
        </div>
        {children}
      </div>
    </main>
  );
}
