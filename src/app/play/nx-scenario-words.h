/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-scenario-rules.h"

G_BEGIN_DECLS

/* Words for what a scenario counts. All translated; the caller owns. Thread: main. */

/* "2 days" */
char *nx_units_dup_words (NxUnit unit,
                          int    n);
/* "+1", "−2" */
char *nx_change_dup_words (int by);
/* "2 days · Trust +1 · Risk to sources −1": what a move cost and moved, or only the time. */
char *nx_move_dup_words (const NxScenario *scenario,
                         const NxMove     *move);
/* "Day 4": when something happened, by the story clock at the time. */
char *nx_clock_dup_words (NxUnit unit,
                          int    clock);

/* "7 days left" */
char *nx_units_left_dup_words (NxUnit unit,
                               int    n);
/* "Day 4 · now" */
char *nx_clock_now_dup_words (NxUnit unit,
                              int    clock);
/* "Trust +1" */
char *nx_meter_change_dup_words (const NxMeter       *meter,
                                 const NxMeterChange *change);
/* "went up by 1", for a screen reader */
char *nx_meter_change_dup_spoken (const NxMeterChange *change);
/* The style class of a change: "better" or "worse". Static. */
const char *nx_meter_change_get_class (const NxMeter       *meter,
                                       const NxMeterChange *change);
/* The style class of a meter's value: "good", "raised" or "high". Static. */
const char *nx_meter_get_tone (const NxMeter *meter,
                               int            value);
/* The icon of a meter. Static. */
const char *nx_meter_get_icon (const NxMeter *meter);

/* The moves of the expert, from the start to the end. (transfer full) (element-type NxMove) */
GPtrArray *nx_scenario_list_expert_moves (const NxScenario *scenario);

G_END_DECLS
