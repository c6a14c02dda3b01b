import { expect, test } from 'vitest';
import { emptyNote, type Phrase } from '../../../../preload/contract/compositions.ts';
import { addPhrase, expandPhrase } from '../../../../renderer/features/compositions/expandPhrase.ts';

const fever: Phrase = {
  phraseId: '01930000-0000-7000-8000-000000000001',
  shortcut: 'fever',
  sections: { ...emptyNote, subjective: 'Fever since', plan: 'Malaria test' },
  isShared: false,
  version: 1,
};

test('the name before the caret is replaced, its other sections go below what is there', () => {
  const before = { ...emptyNote, subjective: 'Child. .Fever two days', plan: 'Weigh' };
  expect(expandPhrase(before, { section: 'subjective', caret: 'Child. .Fever'.length }, [fever])).toEqual({
    sections: { ...emptyNote, subjective: 'Child. Fever since two days', plan: 'Weigh\nMalaria test' },
    caret: 'Child. Fever since'.length,
  });
});

test.each(['fever', 'a.fever', '.fev', '. fever', '.unknown', ''])('%j names no phrase: Tab stays Tab', (text) => {
  expect(expandPhrase({ ...emptyNote, plan: text }, { section: 'plan', caret: text.length }, [fever])).toBeNull();
});

test('chosen from the list it leaves no empty line', () => {
  expect(addPhrase({ ...emptyNote, plan: 'Weigh' }, fever)).toEqual({
    ...emptyNote,
    subjective: 'Fever since',
    plan: 'Weigh\nMalaria test',
  });
});
