namespace StreamingTracker.Backup.Sandbox.Values;

/// <summary>What the temporal types of Neo4j can hold: years ±999,999,999, and offsets of up to 18 hours.</summary>
internal static class TemporalLimits
{
    public const long NanosPerSecond = 1_000_000_000;
    public const long SecondsPerDay = 86_400;
    public const long NanosPerDay = SecondsPerDay * NanosPerSecond;
    public const long MinEpochDay = -365_243_219_162;
    public const long MaxEpochDay = 365_241_780_471;
    public const int MaxOffset = 18 * 3600;

    // How the real server weighs a duration when it looks for overflow.
    private const decimal SecondsPerAverageMonth = 2_629_746;

    /// <summary>Requires a day within the calendar.</summary>
    public static long Day(long epochDay) => epochDay is >= MinEpochDay and <= MaxEpochDay
        ? epochDay
        : throw Argument($"Invalid value for EpochDay (valid values {MinEpochDay} - {MaxEpochDay}): {epochDay}");

    /// <summary>Requires a time of day.</summary>
    public static long NanoOfDay(long nanos) => nanos is >= 0 and < NanosPerDay
        ? nanos
        : throw Argument($"Invalid value for NanoOfDay (valid values 0 - {NanosPerDay - 1}): {nanos}");

    /// <summary>Carries nanoseconds outside of 0 to 999,999,999 over into the seconds.</summary>
    public static (long Seconds, long Nanos) Carry(long seconds, long nanos)
    {
        var (carried, rest) = Divide(nanos, NanosPerSecond);
        return (checked(seconds + carried), rest);
    }

    /// <summary>Divides so that the rest is never negative.</summary>
    public static (long Quotient, long Remainder) Divide(long dividend, long divisor)
    {
        var (quotient, rest) = Math.DivRem(dividend, divisor);
        return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest);
    }

    /// <summary>Requires seconds that fall, shifted by an offset, within the calendar.</summary>
    public static void RequireInstant(long seconds, int offset)
    {
        if (seconds is < MinEpochDay * SecondsPerDay or >= (MaxEpochDay + 1) * SecondsPerDay) throw Epoch(seconds);
        if (seconds + offset is < MinEpochDay * SecondsPerDay or >= (MaxEpochDay + 1) * SecondsPerDay) throw Epoch(seconds);
    }

    /// <summary>Requires an offset of at most 18 hours.</summary>
    public static int Offset(long seconds) => seconds is >= -MaxOffset and <= MaxOffset
        ? (int)seconds
        : throw Request($"Illegal value for field \"params\": Illegal value for field \"tz_offset_seconds\": {seconds} is beyond ±18:00");

    /// <summary>Requires a duration whose whole length still fits into the seconds of 64 bits.</summary>
    public static void RequireDuration(long months, long days, long seconds, long nanos)
    {
        var carried = Divide(nanos, NanosPerSecond).Quotient;
        var total = (months * SecondsPerAverageMonth) + ((decimal)days * SecondsPerDay) + seconds + carried;
        if (total is <= long.MaxValue and >= long.MinValue) return;
        throw Argument(
            $"Invalid value for duration, will cause overflow. Value was months={months}, days={days}, seconds={seconds}, nanos={nanos}");
    }

    private static MalformedRequestException Epoch(long seconds) =>
        Request(
            "Illegal value for field \"params\": Illegal value for field \"seconds\": " +
            $"Illegal epoch adjustment epoch seconds: {seconds}");

    private static MalformedRequestException Argument(string message) => new(StatusCode.ArgumentError, message);

    private static MalformedRequestException Request(string message) => new(StatusCode.RequestInvalid, message);
}
