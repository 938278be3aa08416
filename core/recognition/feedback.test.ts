import { describe, expect, it } from 'vitest';
import { changesByFeedback, likeness, signatureOf, wordSketchOf } from './feedback.ts';

const axis = (at: number) => Float32Array.from({ length: 4 }, (_, place) => (place === at ? 2 : 0));
const usersPage = ['Users Name Role Last login', 'a.novak Owner today', 'b.ferro Viewer never'];
const otherUsers = ['Users Name Role Last login', 'c.lind Viewer today', 'd.araki Owner yesterday'];
const backups = ['Backup jobs Schedule Result', 'nightly database finished'];
const users = signatureOf(axis(0), usersPage);

describe('likeness of pages', () => {
  it('is one for the same page, and high for another page of the same template', () => {
    expect(likeness(users, users)).toBeCloseTo(1);
    expect(likeness(users, signatureOf(axis(0), otherUsers))).toBeGreaterThan(0.75);
  });

  it('is low where meaning or words differ', () => {
    expect(likeness(users, signatureOf(axis(1), otherUsers))).toBe(0);
    expect(likeness(users, signatureOf(axis(0), backups))).toBeLessThan(0.5);
  });

  it('is nothing between signatures of different models', () => {
    expect(likeness(users, signatureOf(new Float32Array(8).fill(1), usersPage))).toBe(0);
    expect(likeness(new Float32Array(), new Float32Array())).toBe(0);
  });

  it('does not depend on digits, case or order of words', () => {
    expect(wordSketchOf(['Role OWNER 2026'])).toEqual(wordSketchOf(['owner role 17']));
  });
});

describe('what people decided', () => {
  const page = signatureOf(axis(0), otherUsers);
  const review = { signature: users, accepted: ['A.5.18' as const], rejected: ['A.8.5' as const] };

  it('lifts what they chose and lowers what they turned down, more with every page', () => {
    const once = changesByFeedback(page, [review]);
    const often = changesByFeedback(
      page,
      Array.from({ length: 20 }, () => review),
    );
    expect(once.get('A.5.18')).toBeGreaterThan(0.5);
    expect(often.get('A.5.18')).toBeGreaterThan(8);
    expect(often.get('A.8.5')).toBeCloseTo(-(often.get('A.5.18') ?? 0));
    expect([...often.keys()].sort()).toEqual(['A.5.18', 'A.8.5']);
  });

  it('cancels out where they disagree', () => {
    const against = { ...review, accepted: [], rejected: ['A.5.18' as const] };
    expect(changesByFeedback(page, [review, against]).get('A.5.18')).toBeCloseTo(0);
  });

  it('changes nothing on other pages', () => {
    expect(changesByFeedback(signatureOf(axis(1), backups), [review])).toEqual(new Map());
    expect(changesByFeedback(page, [])).toEqual(new Map());
  });
});
