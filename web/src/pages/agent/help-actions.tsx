import { Button, Menu, MenuDivider, MenuItem, MenuList, MenuPopover, MenuTrigger, ToggleButton, Tooltip } from '@fluentui/react-components';
import { HandRightFilled, HandRightRegular } from '@fluentui/react-icons/svg/hand-right';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { PersonChatRegular } from '@fluentui/react-icons/svg/person-chat';
import { PersonProhibitedRegular } from '@fluentui/react-icons/svg/person-prohibited';
import { PersonSwapRegular } from '@fluentui/react-icons/svg/person-swap';
import { useText } from '../../text';
import type { AgentAct } from './conversation';

interface HelpActionsProps {
  /** Nobody is asked for help with a conversation that is over. */
  running: boolean;
  raised: boolean;
  narrow: boolean;
  busy: boolean;
  onAct: (action: AgentAct) => void;
}

/** The ways to get help (supervisors by a raised hand, a colleague, somebody else who takes it), and the menu of what is seldom done; all of it in the menu where the window is narrow. */
export function HelpActions({ running, raised, narrow, busy, onAct }: HelpActionsProps) {
  const t = useText();
  const hand = raised ? 'lower_hand' : 'raise_hand';
  const others = [
    { action: 'consult', word: t('agent.consult'), icon: <PersonChatRegular /> },
    { action: 'transfer', word: t('agent.transfer'), icon: <PersonSwapRegular /> },
  ] as const;
  return (
    <>
      {running && !narrow && (
        <>
          <Tooltip relationship="label" content={t(`agent.${hand}`)}>
            <ToggleButton appearance="subtle" checked={raised} disabledFocusable={busy} icon={raised ? <HandRightFilled /> : <HandRightRegular />} onClick={() => onAct(hand)} />
          </Tooltip>
          {others.map(({ action, word, icon }) => (
            <Tooltip key={action} relationship="label" content={word}>
              <Button appearance="subtle" disabledFocusable={busy} icon={icon} onClick={() => onAct(action)} />
            </Tooltip>
          ))}
        </>
      )}
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={t('agent.more')} />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {running && narrow && (
              <>
                <MenuItem icon={raised ? <HandRightFilled /> : <HandRightRegular />} onClick={() => onAct(hand)}>{t(`agent.${hand}`)}</MenuItem>
                {others.map(({ action, word, icon }) => <MenuItem key={action} icon={icon} onClick={() => onAct(action)}>{word}</MenuItem>)}
                <MenuDivider />
              </>
            )}
            <MenuItem icon={<PersonProhibitedRegular />} onClick={() => onAct('block')}>{t('block.act')}</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
    </>
  );
}
