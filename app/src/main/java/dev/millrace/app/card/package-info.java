/**
 * A model's card as one HTML file to look at. Start at {@link dev.millrace.app.card.CardPage}.
 * Knows the report, not how it was gathered.
 */
@NullMarked
package dev.millrace.app.card;

import org.jspecify.annotations.NullMarked;
