namespace StreamingTracker.Backup.Archive.Values;

/// <summary>
/// A point as APOC prints it: <c>{"crs":"cartesian","x":1.0,"y":2.0,"z":null}</c>, and for places on Earth latitude (y) before
/// longitude (x): <c>{"crs":"wgs-84-3d","latitude":2.0,"longitude":1.0,"height":3.0}</c>.
/// </summary>
internal static class PointText
{
    public const int Longest = 64 + 3 * FloatText.Longest;

    public const int Wgs84 = 4326;
    public const int Wgs84In3D = 4979;
    public const int Cartesian = 7203;
    public const int CartesianIn3D = 9157;

    /// <summary>Writes the text.</summary>
    /// <returns>Its length; 0 when the coordinate system is unknown, or has more or fewer dimensions.</returns>
    public static int Write(Span<byte> text, int srid, double x, double y, double? z)
    {
        var name = Crs(srid, z is not null);
        if (name.IsEmpty) return 0;
        var onEarth = srid is Wgs84 or Wgs84In3D;
        var at = 0;
        at += Copy(text, "{\"crs\":\""u8);
        at += Copy(text[at..], name);
        at += Copy(text[at..], onEarth ? "\",\"latitude\":"u8 : "\",\"x\":"u8);
        at += WriteCoordinate(text[at..], onEarth ? y : x);
        at += Copy(text[at..], onEarth ? ",\"longitude\":"u8 : ",\"y\":"u8);
        at += WriteCoordinate(text[at..], onEarth ? x : y);
        at += Copy(text[at..], onEarth ? ",\"height\":"u8 : ",\"z\":"u8);
        at += z is { } third ? WriteCoordinate(text[at..], third) : Copy(text[at..], "null"u8);
        return at + Copy(text[at..], "}"u8);
    }

    /// <summary>The coordinate system of this name.</summary>
    /// <returns>0 when there is none.</returns>
    public static int Srid(ReadOnlySpan<byte> crs) =>
        crs.SequenceEqual(Crs(Wgs84, in3D: false)) ? Wgs84
        : crs.SequenceEqual(Crs(Wgs84In3D, in3D: true)) ? Wgs84In3D
        : crs.SequenceEqual(Crs(Cartesian, in3D: false)) ? Cartesian
        : crs.SequenceEqual(Crs(CartesianIn3D, in3D: true)) ? CartesianIn3D
        : 0;

    public static bool Has3Dimensions(int srid) => srid is Wgs84In3D or CartesianIn3D;

    private static ReadOnlySpan<byte> Crs(int srid, bool in3D) => (srid, in3D) switch
    {
        (Wgs84, false) => "wgs-84"u8,
        (Wgs84In3D, true) => "wgs-84-3d"u8,
        (Cartesian, false) => "cartesian"u8,
        (CartesianIn3D, true) => "cartesian-3d"u8,
        _ => default,
    };

    // Neo4j makes no point of NaN or infinity, but a store may hold one, and a backup that fails on it helps nobody.
    private static int WriteCoordinate(Span<byte> text, double value)
    {
        if (double.IsFinite(value)) return FloatText.Write(text, value);
        var at = Copy(text, "\""u8);
        at += Copy(text[at..], FloatText.Word(value));
        return at + Copy(text[at..], "\""u8);
    }

    private static int Copy(Span<byte> text, ReadOnlySpan<byte> part)
    {
        part.CopyTo(text);
        return part.Length;
    }
}
