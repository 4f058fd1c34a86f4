namespace StreamingTracker.Backup.Archive.Values;

/// <summary>
/// Days since 1970-01-01 as year, month and day of the proleptic Gregorian calendar, and back, for the years
/// ±999,999,999 that Neo4j holds. A year counts from 1 March here, so that a leap day is its last.
/// </summary>
internal static class CivilDate
{
    public const long FirstDay = -365_243_219_162;
    public const long LastDay = 365_241_780_471;
    public const long LastYear = 999_999_999;
    public const int SecondsOfDay = 86_400;

    /// <summary>After this many days weekdays, leap years, and with them every zone's rules, repeat.</summary>
    public const long DaysOf400Years = 146_097;

    private const long EpochFrom0000March = 719_468;

    public static bool IsDay(long epochDays) => epochDays is >= FirstDay and <= LastDay;

    public static (long Year, int Month, int Day) FromDays(long epochDays)
    {
        var (cycle, ofCycle) = FloorDivide(epochDays + EpochFrom0000March, DaysOf400Years);
        var yearOfCycle = (ofCycle - ofCycle / 1_460 + ofCycle / 36_524 - ofCycle / 146_096) / 365;
        var ofYear = (int)(ofCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100));
        var monthFromMarch = (5 * ofYear + 2) / 153;
        var month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        return (cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month, ofYear - (153 * monthFromMarch + 2) / 5 + 1);
    }

    /// <returns>False when there is no such day.</returns>
    public static bool TryToDays(long year, int month, int day, out long epochDays)
    {
        epochDays = 0;
        if (year is < -LastYear or > LastYear || month is < 1 or > 12 || day < 1 || day > DaysOfMonth(year, month)) return false;
        var (cycle, yearOfCycle) = FloorDivide(month <= 2 ? year - 1 : year, 400);
        var ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        epochDays = cycle * DaysOf400Years + yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + ofYear - EpochFrom0000March;
        return true;
    }

    public static (long Quotient, long Remainder) FloorDivide(long dividend, long divisor)
    {
        var (quotient, remainder) = Math.DivRem(dividend, divisor);
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder);
    }

    private static int DaysOfMonth(long year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };
}
