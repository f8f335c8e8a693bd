import { makeStyles, tokens } from '@fluentui/react-components';
import { CompassNorthwestRegular } from '@fluentui/react-icons/svg/compass-northwest';
import { Link as RouterLink } from 'react-router';
import { useText } from '../../text';
import { EmptyState } from '../../ui/empty-state';
import { useTitle } from '../../ui/title';

const useStyles = makeStyles({
  page: { minHeight: '100%', display: 'flex', backgroundColor: tokens.colorNeutralBackground2, color: tokens.colorNeutralForeground1 },
  link: { color: tokens.colorBrandForegroundLink },
});

export function NotFoundPage() {
  const t = useText();
  const styles = useStyles();
  useTitle(t('not_found.title'));
  return (
    <main className={styles.page}>
      <EmptyState
        heading
        icon={<CompassNorthwestRegular />}
        title={t('not_found.title')}
        text={t('not_found.text')}
        action={<RouterLink to="/" className={styles.link}>{t('common.to_start')}</RouterLink>}
      />
    </main>
  );
}
