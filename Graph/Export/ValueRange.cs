namespace StreamingTracker.Backup.Graph.Export;

/// <summary>What a part of a temporal value may be: Neo4j holds the years -999,999,999 to 999,999,999.</summary>
internal readonly record struct ValueRange(string Name, long Least, long Most)
{
    /// <summary>Days since 1970-01-01.</summary>
    public static readonly ValueRange Days = new("a date", -365_243_219_162, 365_241_780_471);

    /// <summary>Seconds since 1970-01-01T00:00, with a day more on either end for offsets from UTC.</summary>
    public static readonly ValueRange Seconds = new("a date", (Days.Least - 1) * 86_400, ((Days.Most + 2) * 86_400) - 1);

    /// <summary>Nanoseconds of a second.</summary>
    public static readonly ValueRange Nanos = new("a fraction of a second", 0, 999_999_999);

    /// <summary>Nanoseconds since midnight.</summary>
    public static readonly ValueRange NanosOfDay = new("a time of day", 0, 86_399_999_999_999);

    /// <summary>Seconds east of UTC: 18 hours either way.</summary>
    public static readonly ValueRange Offset = new("an offset from UTC", -64_800, 64_800);
}
