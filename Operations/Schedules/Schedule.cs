using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.Operations.Schedules;

/// <summary>When runs are due: cron lines in a zone. A time that several lines name is one run.</summary>
public sealed class Schedule
{
    // What times are told apart by, everywhere but in NodaTime.
    private static readonly Duration Tick = Duration.FromTicks(1);

    private readonly DateTimeZone _zone;
    private readonly Duration _jitter;
    private readonly string _name;

    /// <summary>Makes a schedule.</summary>
    /// <param name="lines">The lines; with none, nothing is ever due.</param>
    /// <param name="timeZone">The zone: an id that NodaTime's own database knows.</param>
    /// <param name="jitter">The longest delay that a run is given; not negative.</param>
    /// <param name="name">Whose schedule it is: schedules of other names give the same time other delays.</param>
    /// <exception cref="ArgumentException">There is no such zone, or the jitter is negative.</exception>
    public Schedule(IReadOnlyList<CronLine> lines, string timeZone, TimeSpan jitter, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(jitter, TimeSpan.Zero);
        Lines = lines;
        TimeZone = timeZone;
        _zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) ?? throw new ArgumentException($"There is no time zone '{timeZone}'");
        Jitter = jitter;
        _jitter = Duration.FromTimeSpan(jitter);
        _name = name;
    }

    /// <summary>The schedule of the backups, or of the verifications.</summary>
    public static Schedule Of(RunKind kind, OperationSettings settings) => kind == RunKind.Verify
        ? new(settings.Schedule.Verifications, settings.Archive.TimeZone, settings.Schedule.Jitter, settings.Archive.Name + "\nverify")
        : new(settings.Schedule.Backups, settings.Archive.TimeZone, settings.Schedule.Jitter, settings.Archive.Name);

    /// <summary>The cron lines.</summary>
    public IReadOnlyList<CronLine> Lines { get; }

    /// <summary>The longest delay that a run is given.</summary>
    public TimeSpan Jitter { get; }

    /// <summary>The zone's id.</summary>
    public string TimeZone { get; }

    /// <summary>The times whose runs start after a moment, in their order, without end; none for a schedule without lines.</summary>
    public IEnumerable<ScheduledTime> After(DateTimeOffset moment)
    {
        var from = Instant.FromDateTimeOffset(moment);
        if (Previous(from + Tick) is { } last && Describe(last) is var delayed && delayed.StartsAt > moment) yield return delayed;
        for (var next = Next(from); next is { } at; next = Next(at)) yield return Describe(at);
    }

    /// <summary>The last time whose run was to start at a moment or before; null when there was none.</summary>
    public ScheduledTime? LastDue(DateTimeOffset moment)
    {
        for (var last = Previous(Instant.FromDateTimeOffset(moment) + Tick); last is { } at; last = Previous(at))
            if (Describe(at) is var time && time.StartsAt <= moment) return time;
        return null;
    }

    private Instant? Next(Instant after) => Lines.Select(line => line.Next(after, _zone)).Min();

    private Instant? Previous(Instant before) => Lines.Select(line => line.Previous(before, _zone)).Max();

    private ScheduledTime Describe(Instant at)
    {
        var before = at - Tick;
        var lines = Lines.Where(line => line.Next(before, _zone) == at).ToList();
        return new(InZone(at), InZone(at + Delay(at)), lines);
    }

    // A fixed share of the jitter, or of the way to the next time if that is shorter, so that the order stays.
    private Duration Delay(Instant at)
    {
        if (_jitter == Duration.Zero) return Duration.Zero;
        var most = Next(at) is { } next ? Duration.Min(_jitter, next - at) : _jitter;
        var seed = string.Create(CultureInfo.InvariantCulture, $"{_name}\n{at.ToUnixTimeSeconds()}");
        var share = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(seed))) / (1.0 + uint.MaxValue);
        return Duration.FromMilliseconds(Math.Floor(most.TotalMilliseconds * share));
    }

    private DateTimeOffset InZone(Instant at) => at.InZone(_zone).ToDateTimeOffset();
}
