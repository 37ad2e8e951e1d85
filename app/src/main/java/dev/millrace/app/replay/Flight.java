package dev.millrace.app.replay;

import java.time.Instant;

/**
 * A flight of the past, as it will be asked about.
 *
 * @param departed when the question arises
 * @param distance miles
 * @param late the outcome: more than 15 minutes after plan
 * @param landed when the outcome is known; not in the data, so departure + distance at 450 mph + 30
 *     minutes
 */
record Flight(
    Instant departed,
    long distance,
    String origin,
    String destination,
    boolean late,
    Instant landed) {}
