package dev.millrace.core.component;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a component is used in a pipeline file, for help and docs: entries of {@code steps}, as YAML.
 * Artifacts that it leaves out come from the pipeline around it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Example {
  String value();
}
