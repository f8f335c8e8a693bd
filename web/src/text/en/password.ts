/** The words about the own password. */
export const password = {
  password: {
    open: 'Change password…',
    title: 'Change your password',
    current: 'Present password',
    wanted: 'New password',
    hint: 'A short sentence is easy to remember.',
    hint_least: 'At least {{least}} characters; a short sentence is easy to remember.',
    hint_better: 'At least {{least}} characters, better {{recommended}} or more; a short sentence is easy to remember.',
    short: 'Use at least {{least}} characters.',
    repeated: 'New password once more',
    differs: 'The two are not the same.',
    wrong: 'This is not your present password.',
    effect: 'Wherever else you are signed in, you are signed out; here you stay.',
    submit: 'Change password',
    done: 'Your password was changed.',
    set_by_other: 'Somebody else has set your password. Choose one that only you know.',
    own_title: 'Choose your own password',
    first: 'Somebody else has set your password. Choose one that only you know; then you can go on.',
  },
} as const;
