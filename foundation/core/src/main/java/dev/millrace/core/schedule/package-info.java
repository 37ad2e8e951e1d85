/**
 * When something happens again and again, by the calendar of a time zone. Start at {@link
 * dev.millrace.core.schedule.Cron}. Knows nothing of what happens then.
 */
@NullMarked
package dev.millrace.core.schedule;

import org.jspecify.annotations.NullMarked;
