import { Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { LightbulbRegular } from '@fluentui/react-icons/svg/lightbulb';
import { TargetRegular } from '@fluentui/react-icons/svg/target';
import { HomeRegular } from '@fluentui/react-icons/svg/home';
import { NavLink, Outlet } from 'react-router';
import { useText } from '../../text';

const useStyles = makeStyles({
  page: { flexGrow: 1, minHeight: 0, display: 'grid', gridTemplateColumns: '220px minmax(0, 1fr)', '@media (max-width: 700px)': { gridTemplateColumns: 'minmax(0, 1fr)', gridTemplateRows: 'auto minmax(0, 1fr)' } },
  map: {
    padding: tokens.spacingHorizontalM, backgroundColor: tokens.colorNeutralBackground2, borderInlineEndWidth: tokens.strokeWidthThin, borderInlineEndStyle: 'solid', borderInlineEndColor: tokens.colorNeutralStroke2,
    display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS,
    '@media (max-width: 700px)': { flexDirection: 'row', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS, borderInlineEndStyle: 'none', borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, padding: tokens.spacingHorizontalS },
  },
  group: { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS}`, color: tokens.colorNeutralForeground3, '@media (max-width: 700px)': { display: 'none' } },
  link: {
    position: 'relative', display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS, minHeight: '36px', padding: `0 ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium, color: tokens.colorNeutralForeground1, textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outlineStyle: 'solid', outlineWidth: tokens.strokeWidthThick, outlineColor: tokens.colorStrokeFocus2 },
  },
  here: {
    backgroundColor: tokens.colorNeutralBackground1Selected, fontWeight: tokens.fontWeightSemibold,
    '::before': { content: '""', position: 'absolute', insetInlineStart: 0, top: '8px', bottom: '8px', width: '3px', borderRadius: tokens.borderRadiusCircular, backgroundColor: tokens.colorBrandStroke1, '@media (max-width: 700px)': { display: 'none' } },
  },
  scroll: { minHeight: 0, overflowY: 'auto' },
  body: { maxWidth: '720px', padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXL}`, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXL, '@media (max-width: 700px)': { padding: tokens.spacingHorizontalL } },
});

/** The site map beside the pages of the administration. */
export function AdminLayout() {
  const t = useText();
  const styles = useStyles();
  const link = ({ isActive }: { isActive: boolean }) => mergeClasses(styles.link, isActive && styles.here);
  return (
    <div className={styles.page}>
      <nav className={styles.map} aria-label={t('admin.site_map')}>
        <NavLink end to="/admin" className={link}><HomeRegular fontSize={20} aria-hidden="true" />{t('admin.overview')}</NavLink>
        <Text size={200} weight="semibold" className={styles.group}>{t('admin.operations')}</Text>
        <NavLink to="/admin/insights" className={link}><LightbulbRegular fontSize={20} aria-hidden="true" />{t('admin.insights')}</NavLink>
        <NavLink to="/admin/accuracy" className={link}><TargetRegular fontSize={20} aria-hidden="true" />{t('accuracy.title')}</NavLink>
      </nav>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('admin.title')}>
        <div className={styles.body}>
          <Outlet />
        </div>
      </div>
    </div>
  );
}
