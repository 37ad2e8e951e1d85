/**
 * What the parts of Millrace ask of each other without knowing each other; implemented elsewhere,
 * wired by the app.
 */
@NullMarked
package dev.millrace.core.port;

import org.jspecify.annotations.NullMarked;
