import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useText } from '../text';

/** The notice that staff pages with sentiment must show. */
export function UseNotice() {
  const t = useText();
  return (
    <MessageBar intent="info" layout="multiline" politeness="polite">
      <MessageBarBody>
        <MessageBarTitle>{t('notice.title')}</MessageBarTitle>
        {t('notice.text')}
      </MessageBarBody>
    </MessageBar>
  );
}
