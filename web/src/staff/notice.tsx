import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, DialogTrigger, Text, makeStyles, tokens } from '@fluentui/react-components';
import { useText } from '../text';

/** The height of the notice; what is fixed to the lower edge stands above it. */
export const noticeHeight = '28px';

const useStyles = makeStyles({
  bar: {
    flexShrink: 0, display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS, minHeight: noticeHeight, padding: `0 ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, color: tokens.colorNeutralForeground3,
    '@media (max-width: 640px)': { padding: `0 ${tokens.spacingHorizontalM}` },
  },
  short: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  more: { flexShrink: 0, minWidth: 'auto' },
});

/** The notice that every staff page carries: sentiment is measured, what for, and what not for. */
export function UseNotice() {
  const t = useText();
  const styles = useStyles();
  return (
    <footer className={styles.bar} aria-label={t('notice.title')}>
      <Text size={200} className={styles.short} title={t('notice.short')}>{t('notice.short')}</Text>
      <Dialog>
        <DialogTrigger disableButtonEnhancement>
          <Button size="small" appearance="subtle" className={styles.more}>{t('notice.more')}</Button>
        </DialogTrigger>
        <DialogSurface>
          <DialogBody>
            <DialogTitle>{t('notice.title')}</DialogTitle>
            <DialogContent>{t('notice.text')}</DialogContent>
            <DialogActions>
              <DialogTrigger disableButtonEnhancement><Button>{t('common.close')}</Button></DialogTrigger>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
    </footer>
  );
}
