namespace StreamingTracker.Backup.Bolt.Values;

/// <summary>A calendar date, as days since 1970-01-01; Neo4j holds years ±999,999,999.</summary>
public readonly record struct Date(long EpochDays);

/// <summary>A time of day with an offset from UTC.</summary>
/// <param name="NanosOfDay">Nanoseconds since midnight, local.</param>
/// <param name="OffsetSeconds">Seconds east of UTC.</param>
public readonly record struct Time(long NanosOfDay, int OffsetSeconds);

/// <summary>A time of day without an offset, as nanoseconds since midnight.</summary>
public readonly record struct LocalTime(long NanosOfDay);

/// <summary>A date and time without a zone.</summary>
/// <param name="EpochSeconds">Seconds since 1970-01-01T00:00 on the same, unnamed clock.</param>
/// <param name="Nanos">0 to 999,999,999.</param>
public readonly record struct LocalDateTime(long EpochSeconds, int Nanos);

/// <summary>An instant with an offset from UTC.</summary>
/// <param name="EpochSeconds">UTC seconds since 1970.</param>
/// <param name="Nanos">0 to 999,999,999.</param>
/// <param name="OffsetSeconds">Seconds east of UTC.</param>
public readonly record struct OffsetDateTime(long EpochSeconds, int Nanos, int OffsetSeconds);

/// <summary>An instant in a named zone; which offset held there is the zone database's business.</summary>
/// <param name="EpochSeconds">UTC seconds since 1970.</param>
/// <param name="Nanos">0 to 999,999,999.</param>
/// <param name="ZoneId">For example <c>Europe/Paris</c>.</param>
public readonly record struct ZonedDateTime(long EpochSeconds, int Nanos, string ZoneId);

/// <summary>A duration, whose four parts don't convert into each other.</summary>
public readonly record struct Duration(long Months, long Days, long Seconds, int Nanos);

/// <summary>A point in one of Neo4j's four coordinate systems.</summary>
/// <param name="Srid">4326 (WGS-84), 4979 (WGS-84 3D), 7203 (cartesian) or 9157 (cartesian 3D).</param>
/// <param name="X">X or longitude.</param>
/// <param name="Y">Y or latitude.</param>
/// <param name="Z">Z or height; null for a point of two dimensions.</param>
public readonly record struct Point(int Srid, double X, double Y, double? Z);
