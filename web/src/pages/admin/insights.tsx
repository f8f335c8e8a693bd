import { Badge, Text, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router';
import { api } from '../../api/client';
import { failureText } from '../../staff/words';
import { useText } from '../../text';
import { ErrorState, Loading } from '../../ui/empty-state';
import { useTitle } from '../../ui/title';

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  card: { display: 'flex', alignItems: 'flex-start', flexWrap: 'wrap', gap: tokens.spacingHorizontalL, padding: tokens.spacingHorizontalL, backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  body: { flexGrow: 1, flexBasis: '280px', display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
  head: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  manage: {
    display: 'inline-flex', alignItems: 'center', minHeight: '32px', padding: `0 ${tokens.spacingHorizontalL}`, borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`, color: tokens.colorNeutralForeground1, backgroundColor: tokens.colorNeutralBackground1,
    fontWeight: tokens.fontWeightSemibold, textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outlineStyle: 'solid', outlineWidth: tokens.strokeWidthThick, outlineColor: tokens.colorStrokeFocus2 },
  },
});

/** The functions of Insights, each with its state and the way to manage it. */
export function AdminInsights() {
  const t = useText();
  const styles = useStyles();
  const settings = useQuery({ queryKey: ['settings', 'sentiment'], queryFn: api.settings });
  useTitle(t('admin.insights_title'));
  return (
    <>
      <h1 className={styles.title}>{t('admin.insights_title')}</h1>
      <p className={styles.text}>{t('admin.insights_text')}</p>
      {settings.isPending && <Loading label={t('common.loading')} />}
      {settings.isError && <ErrorState title={t('failure.title')} text={failureText(settings.error)} retry={t('common.retry')} onRetry={() => void settings.refetch()} />}
      <section className={styles.card} aria-label={t('admin.sentiment')}>
        <div className={styles.body}>
          <span className={styles.head}>
            <Text as="h2" size={400} weight="semibold" style={{ margin: 0 }}>{t('admin.sentiment')}</Text>
            {settings.data && (
              <Badge appearance="tint" color={settings.data.enabled ? 'success' : 'informative'}>{settings.data.enabled ? t('admin.on') : t('admin.off')}</Badge>
            )}
          </span>
          <Text>{t('admin.sentiment_text')}</Text>
        </div>
        <RouterLink to="/admin/sentiment" className={styles.manage}>{t('admin.manage')}</RouterLink>
      </section>
    </>
  );
}
