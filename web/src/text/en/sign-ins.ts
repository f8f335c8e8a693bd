/** The words about where people are signed in. */
export const signIns = {
  sign_ins: {
    title: 'Sign-ins',
    own: 'Your sign-ins',
    own_text: 'Each browser or program in which you are signed in. End what you do not know, and ask an administrator for a new password.',
    of: 'Sign-ins of {{name}}',
    none: 'Nobody is signed in',
    none_text: 'Every browser or program that signs in to this account appears here.',
    device: '{{program}} on {{system}}',
    unknown: 'Unknown device',
    current: 'This one',
    where: 'Since {{since}} from {{address}}; ends {{until}} at the latest',
    end: 'End',
    end_named: 'End the sign-in of {{name}}',
    everywhere: 'Sign out everywhere',
    out_title: 'Sign {{name}} out everywhere?',
    out_text: 'Open pages close at once and the presence becomes offline. Conversations stay where they are, and the person can sign in again.',
    out_own_title: 'Sign out everywhere?',
    out_own_text: 'Every sign-in of yours ends, this one too. Conversations stay where they are.',
  },
} as const;
