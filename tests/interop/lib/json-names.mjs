// SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names that stand twice in one object of a JSON text.  JSON.parse keeps the last in silence, and so do the LRSs.

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gsu;

/**
 * findRepeatedNames:
 * @text: a JSON text that JSON.parse accepts
 *
 * Names are compared after their escapes are read, so "a" and "\u0061" are one.
 * Returns: the repeated names, each as often as it is repeated
 */
export const findRepeatedNames = (text) => {
  const repeated = [];
  const open = [];
  for (const [token] of text.matchAll (TOKEN))
    {
      const scope = open.at (-1);
      if (token === '{')
        open.push ({ names: new Set (), expectsName: true });
      else if (token === '[')
        open.push ({ names: null, expectsName: false });
      else if (token === '}' || token === ']')
        open.pop ();
      else if (token === ',')
        scope.expectsName = scope.names !== null;
      else if (token !== ':' && scope?.expectsName === true)
        {
          const name = JSON.parse (token);
          if (scope.names.has (name))
            repeated.push (name);
          scope.names.add (name);
          scope.expectsName = false;
        }
    }
  return repeated;
};
