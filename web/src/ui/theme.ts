import { webDarkTheme, webLightTheme } from '@fluentui/react-components';
import type { Theme } from '@fluentui/react-components';
import { levelTokens } from './levels';

const ownFont =
  "'Segoe UI', 'Segoe UI Web (West European)', -apple-system, BlinkMacSystemFont, Roboto, 'Noto Sans', 'Helvetica Neue', sans-serif";

/** Fluent's themes with the colours of the levels; lists and tables are as dense as the tokens allow. */
export const lightTheme: Theme = { ...webLightTheme, fontFamilyBase: ownFont, ...levelTokens('light') };
export const darkTheme: Theme = { ...webDarkTheme, fontFamilyBase: ownFont, ...levelTokens('dark') };
