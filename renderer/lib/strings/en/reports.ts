export const reports = {
  title: 'Reports',
  stockMonth: 'Stock report of a month',
  stockMonthText:
    'Every item: what there was, what came in, what was handed out and lost, what is left, and what expires. A PDF with page numbers, made on this computer.',
  month: 'Month',
  make: 'Make the report',
  making: 'Making the report of {{month}}…',
  makingFor: 'Making the report of {{month}} for {{seconds}} s. You can go on working meanwhile.',
  current: '{{month}} (not over yet)',
  made: 'Made in this session',
  madeAt: '{{month}}, made at {{time}}, {{size}} kB',
  none: 'No report made yet',
  noneText: 'Choose a month and make its report; it is shown here.',
  ready: 'The report of {{month}} is ready.',
} as const;
