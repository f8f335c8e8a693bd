import { tokens } from '@fluentui/react-components';

/** Undertone's own mark: a calm line under a voice. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <rect x="1" y="1" width="22" height="22" rx="6.5" fill={tokens.colorBrandBackground} />
      <path d="M5.5 10 Q8 5 10.5 10 T15.5 10 T18.5 8" fill="none" stroke={tokens.colorNeutralForegroundOnBrand} strokeWidth="1.8" strokeLinecap="round" />
      <path d="M5.5 16.2 Q12 19 18.5 15.6" fill="none" stroke={tokens.colorNeutralForegroundOnBrand} strokeWidth="1.8" strokeLinecap="round" opacity="0.75" />
    </svg>
  );
}
