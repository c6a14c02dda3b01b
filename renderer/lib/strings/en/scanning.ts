export const scanning = {
  picture: 'What the camera sees',
  starting: 'The camera is being started…',
  hold: 'Hold the code in front of the camera, a hand’s width away.',
  noCamera: 'No camera answers. Connect one and allow it, or use a scanner, or type what is printed.',
  card: 'Scan card',
  cardTitle: 'Scan a patient’s card',
  notCard: 'This is not a patient’s card: {{text}}',
} as const;
