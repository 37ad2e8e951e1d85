/**
 * The past as if it were live: rows of data become requests to a served model, their labels follow
 * when they would have been known, and the pipeline's triggers are asked after each week. Start at
 * {@link dev.millrace.app.replay.FlightsDemo}.
 */
@NullMarked
package dev.millrace.app.replay;

import org.jspecify.annotations.NullMarked;
