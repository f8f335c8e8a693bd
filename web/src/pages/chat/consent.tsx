import { Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { useText } from '../../text';
import { chat, useChat } from './chat-store';

const useStyles = makeStyles({
  bar: {
    flexShrink: 0, minHeight: '44px', display: 'flex', flexDirection: 'column', justifyContent: 'center', paddingInline: tokens.spacingHorizontalS,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    '& label': { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2 },
  },
  failed: { margin: 0, padding: `0 ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS}`, fontSize: tokens.fontSizeBase200, color: tokens.colorStatusDangerForeground1 },
});

/** What the queue asks of its customers: a yes where one is needed, the possibility of a no where a notice does. */
export function ConsentBox({ label, size = 'large' }: { label: string; size?: 'medium' | 'large' }) {
  const t = useText();
  const { notice, conversation, consent, consentFailed } = useChat();
  if (!notice || notice.mode === 'not_required') return null;
  const given = conversation ? conversation.consent : consent;
  const refuses = notice.mode === 'notice';
  return (
    <Checkbox
      size={size}
      checked={given === !refuses}
      label={refuses ? t('chat.refuse') : label}
      aria-invalid={consentFailed || undefined}
      onChange={(_, data) => void chat.answerConsent((data.checked === true) !== refuses)}
    />
  );
}

/** The same in a running chat, where it holds from the next message on. */
export function ConsentBar() {
  const t = useText();
  const styles = useStyles();
  const { notice, consentFailed } = useChat();
  if (!notice || notice.mode === 'not_required') return null;
  return (
    <div className={styles.bar}>
      <ConsentBox size="medium" label={t('chat.consent_running')} />
      {consentFailed && <p role="alert" className={styles.failed}>{t('chat.consent_failed')}</p>}
    </div>
  );
}
