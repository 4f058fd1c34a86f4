using System.Buffers;
using NodaTime;
using NodaTime.TimeZones;
using StreamingTracker.Backup.Bolt.PackStream;

namespace StreamingTracker.Backup.Sandbox.Values;

/// <summary>
/// The datetimes of Bolt 4.4 without the UTC patch, which carry local seconds: an overlap or a gap of the clock is resolved as Java
/// does.
/// </summary>
internal static class LegacyDateTimes
{
    // Gregorian rules, weekdays included, repeat after 400 years, so far years are looked up in a near one.
    private const long SecondsPer400Years = 146_097 * TemporalLimits.SecondsPerDay;
    private static readonly long FirstFarSecond = Instant.FromUtc(2400, 1, 1, 0, 0).ToUnixTimeSeconds();
    private static readonly long FirstNearSecond = Instant.FromUtc(1700, 1, 1, 0, 0).ToUnixTimeSeconds();

    /// <summary>The UTC seconds of local seconds in a zone.</summary>
    public static long ToUtc(long localSeconds, string zone)
    {
        var near = Near(localSeconds);
        var local = LocalDateTime.FromDateTime(DateTime.UnixEpoch).PlusSeconds(near);
        return localSeconds - near + Zone(zone).ResolveLocal(local, Resolvers.LenientResolver).ToInstant().ToUnixTimeSeconds();
    }

    /// <summary>Writes a stored value with its datetimes in the legacy form.</summary>
    public static void Write(ReadOnlySpan<byte> stored, IBufferWriter<byte> output)
    {
        var reader = new PackStreamReader(stored);
        Copy(ref reader, stored, output);
    }

    private static void Copy(ref PackStreamReader reader, ReadOnlySpan<byte> source, IBufferWriter<byte> output)
    {
        var writer = new PackStreamWriter(output);
        var start = reader.Position;
        switch (reader.PeekType())
        {
            case PackStreamType.List:
                var items = reader.ReadListHeader();
                writer.WriteListHeader(items);
                for (var i = 0; i < items; i++) Copy(ref reader, source, output);
                break;
            case PackStreamType.Map:
                var pairs = reader.ReadMapHeader();
                writer.WriteMapHeader(pairs);
                for (var i = 0; i < pairs; i++)
                {
                    writer.WriteString(reader.ReadStringUtf8());
                    Copy(ref reader, source, output);
                }

                break;
            case PackStreamType.Structure when IsDateTime(source[start + 1]):
                Structure(ref reader, writer);
                break;
            default:
                reader.Skip();
                output.Write(source[start..reader.Position]);
                break;
        }
    }

    private static bool IsDateTime(byte tag) => tag is StructureTag.DateTime or StructureTag.DateTimeZoneId;

    private static void Structure(ref PackStreamReader reader, PackStreamWriter writer)
    {
        var tag = reader.ReadStructureHeader(out var fields);
        var seconds = reader.ReadInteger();
        var nanos = reader.ReadInteger();
        if (tag == StructureTag.DateTime)
        {
            var offset = reader.ReadInteger();
            writer.WriteStructureHeader(StructureTag.LegacyDateTime, fields);
            writer.WriteInteger(seconds + offset);
            writer.WriteInteger(nanos);
            writer.WriteInteger(offset);
            return;
        }

        var zone = reader.ReadString();
        writer.WriteStructureHeader(StructureTag.LegacyDateTimeZoneId, fields);
        writer.WriteInteger(seconds + Zone(zone).GetUtcOffset(Instant.FromUnixTimeSeconds(Near(seconds))).Seconds);
        writer.WriteInteger(nanos);
        writer.WriteString(zone);
    }

    private static DateTimeZone Zone(string id) => DateTimeZoneProviders.Tzdb[id];

    private static long Near(long seconds) => seconds switch
    {
        _ when seconds >= FirstFarSecond => FirstFarSecond - SecondsPer400Years + ((seconds - FirstFarSecond) % SecondsPer400Years),
        _ when seconds < FirstNearSecond => FirstNearSecond,
        _ => seconds,
    };
}
