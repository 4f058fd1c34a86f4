using StreamingTracker.Backup.Bolt.PackStream;
using static StreamingTracker.Backup.Sandbox.Values.TemporalLimits;

namespace StreamingTracker.Backup.Sandbox.Values;

/// <summary>Checks and normalises one temporal value, duration or point.</summary>
internal static class StructureNormalizer
{
    private const int Wgs84 = 4326;
    private const int Wgs84Height = 4979;
    private const int Cartesian = 7203;
    private const int CartesianHeight = 9157;

    public static void Copy(ref PackStreamReader reader, PackStreamWriter writer, bool legacy)
    {
        var tag = reader.ReadStructureHeader(out _);
        switch (tag)
        {
            case StructureTag.Date:
                Write(writer, tag, Day(reader.ReadInteger()));
                break;
            case StructureTag.LocalTime:
                Write(writer, tag, NanoOfDay(reader.ReadInteger()));
                break;
            case StructureTag.Time:
                Write(writer, tag, Divide(reader.ReadInteger(), NanosPerDay).Remainder, Offset(reader.ReadInteger()));
                break;
            case StructureTag.LocalDateTime:
                var local = Carry(reader.ReadInteger(), reader.ReadInteger());
                Day(Divide(local.Seconds, SecondsPerDay).Quotient);
                Write(writer, tag, local.Seconds, local.Nanos);
                break;
            case StructureTag.Duration:
                Duration(writer, reader.ReadInteger(), reader.ReadInteger(), reader.ReadInteger(), reader.ReadInteger());
                break;
            case StructureTag.DateTime when !legacy:
            case StructureTag.LegacyDateTime when legacy:
                OffsetDateTime(writer, Carry(reader.ReadInteger(), reader.ReadInteger()), Offset(reader.ReadInteger()), legacy);
                break;
            case StructureTag.DateTimeZoneId when !legacy:
            case StructureTag.LegacyDateTimeZoneId when legacy:
                ZonedDateTime(writer, Carry(reader.ReadInteger(), reader.ReadInteger()), reader.ReadString(), legacy);
                break;
            case StructureTag.Point2D:
                Point(writer, tag, reader.ReadInteger(), reader.ReadFloat(), reader.ReadFloat(), null);
                break;
            case StructureTag.Point3D:
                Point(writer, tag, reader.ReadInteger(), reader.ReadFloat(), reader.ReadFloat(), reader.ReadFloat());
                break;
            default:
                throw Invalid($"Unexpected struct tag: 0x{tag:X2}");
        }
    }

    private static void Duration(PackStreamWriter writer, long months, long days, long seconds, long nanos)
    {
        RequireDuration(months, days, seconds, nanos);
        var carried = Carry(seconds, nanos);
        Write(writer, StructureTag.Duration, months, days, carried.Seconds, carried.Nanos);
    }

    private static void OffsetDateTime(PackStreamWriter writer, (long Seconds, long Nanos) time, int offset, bool isLocal)
    {
        if (isLocal) time.Seconds -= offset;
        RequireInstant(time.Seconds, offset);
        Write(writer, StructureTag.DateTime, time.Seconds, time.Nanos, offset);
    }

    private static void ZonedDateTime(PackStreamWriter writer, (long Seconds, long Nanos) time, string zone, bool isLocal)
    {
        ZoneIds.Require(zone, out var fixedOffset);
        if (fixedOffset is { } offset)
        {
            OffsetDateTime(writer, time, offset, isLocal);
            return;
        }

        if (isLocal) time.Seconds = LegacyDateTimes.ToUtc(time.Seconds, zone);
        RequireInstant(time.Seconds, 0);
        writer.WriteStructureHeader(StructureTag.DateTimeZoneId, 3);
        writer.WriteInteger(time.Seconds);
        writer.WriteInteger(time.Nanos);
        writer.WriteString(zone);
    }

    private static void Point(PackStreamWriter writer, byte tag, long srid, double x, double y, double? z)
    {
        var isGeographic = srid is Wgs84 or Wgs84Height;
        if (srid is not (Wgs84 or Wgs84Height or Cartesian or CartesianHeight))
        {
            throw Invalid($"Illegal value for field \"crs\": Illegal coordinate reference system: \"{srid}\"");
        }

        var hasHeight = srid is Wgs84Height or CartesianHeight;
        var areFinite = double.IsFinite(x) && double.IsFinite(y) && double.IsFinite(z ?? 0);
        if (hasHeight != z.HasValue || !areFinite || (isGeographic && Math.Abs(y) > 90))
        {
            throw Invalid($"Illegal value for field \"coords\": Illegal CRS/coords combination (srid={srid}, x={x}, y={y}, z={z})");
        }

        writer.WriteStructureHeader(tag, z is null ? 3 : 4);
        writer.WriteInteger(srid);
        writer.WriteFloat(isGeographic ? Longitude(x) : x);
        writer.WriteFloat(y);
        if (z is { } height) writer.WriteFloat(height);
    }

    // Longitudes beyond ±180 go round the globe.
    private static double Longitude(double x)
    {
        if (x is >= -180 and <= 180) return x;
        var turned = (x + 180) % 360;
        return (turned < 0 ? turned + 360 : turned) - 180;
    }

    private static void Write(PackStreamWriter writer, byte tag, params ReadOnlySpan<long> fields)
    {
        writer.WriteStructureHeader(tag, fields.Length);
        foreach (var field in fields) writer.WriteInteger(field);
    }

    private static MalformedRequestException Invalid(string message) =>
        new(StatusCode.RequestInvalid, "Illegal value for field \"params\": " + message);
}
