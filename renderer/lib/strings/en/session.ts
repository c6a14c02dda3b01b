export const session = {
  title: 'Sign in',
  username: 'User name',
  password: 'Password',
  signIn: 'Sign in',
  locked: 'Locked. Sign in to go on where you were.',
  expired: 'Your session has ended. Sign in again; drafts are kept.',
  demoTitle: 'Demo clinic: invented people only',
  demoText: 'Choose who you want to be. Every account has the password {{password}}.',
  required: 'Fill in this field.',
  noSeat: {
    title: 'This browser is not signed in to the facility',
    text: 'Open the sign-in link that the program printed when it started. It can be used once, within two minutes. Press Enter where the program was started to get a new link.',
    usedLink:
      'This sign-in link was already used or is older than two minutes. Press Enter where the program was started to get a new link.',
  },
} as const;
