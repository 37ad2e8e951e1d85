/**
 * The component that searches for good parameters of {@code train}. Start at {@link
 * dev.millrace.training.tuning.Tune}; {@link dev.millrace.training.tuning.Search} is the search
 * itself, which knows neither files nor trainers. What a trial does is {@link
 * dev.millrace.training.Rehearsal}'s.
 */
@NullMarked
package dev.millrace.training.tuning;

import org.jspecify.annotations.NullMarked;
