using StreamingTracker.Backup.Archive.Values;

namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>Parses a point, its members in any order.</summary>
internal ref struct PointParser
{
    private const int X = 0;
    private const int Y = 1;
    private const int Z = 2;

    private int _srid;
    private int _members;
    private bool _onEarth;
    private bool _onPlane;

    // The coordinates met so far; null for one that is missing, or is null itself.
    private double? _x;
    private double? _y;
    private double? _z;

    public static void Copy(ref JsonCursor cursor, IPropertySink sink)
    {
        var parser = default(PointParser);
        var first = true;
        for (cursor.Take('{'); cursor.TryNext('}', ref first);) parser.TakeMember(ref cursor);
        parser.Give(ref cursor, sink);
    }

    private void TakeMember(ref JsonCursor cursor)
    {
        var key = cursor.TakeString(out _);
        cursor.Take(':');
        _members++;
        if (key.SequenceEqual("crs"u8)) _srid = PointText.Srid(cursor.TakeString(out _));
        else if (Axis(key, "x"u8, "y"u8, "z"u8) is { } axis)
        {
            _onPlane = true;
            Set(axis, TakeCoordinate(ref cursor));
        }
        else if (Axis(key, "longitude"u8, "latitude"u8, "height"u8) is { } earthAxis)
        {
            _onEarth = true;
            Set(earthAxis, TakeCoordinate(ref cursor));
        }
        else throw cursor.Fault("a point has a member that points don't have");
    }

    private readonly void Give(ref readonly JsonCursor cursor, IPropertySink sink)
    {
        if (_srid == 0) throw cursor.Fault("a point lacks a coordinate system that Neo4j knows");
        var systemFits = _srid is PointText.Wgs84 or PointText.Wgs84In3D ? _onEarth && !_onPlane : _onPlane && !_onEarth;
        var in3D = PointText.Has3Dimensions(_srid);
        if (!systemFits || _members is < 3 or > 4 || _x is not { } x || _y is not { } y || in3D != _z.HasValue)
        {
            throw cursor.Fault("a point's coordinates are not those of its coordinate system");
        }
        if (_z is { } z) sink.Point(_srid, x, y, z);
        else sink.Point(_srid, x, y);
    }

    private void Set(int axis, double? value)
    {
        if (axis == X) _x = value;
        else if (axis == Y) _y = value;
        else _z = value;
    }

    private static double? TakeCoordinate(ref JsonCursor cursor)
    {
        switch (cursor.Peek())
        {
            case (byte)'n':
                cursor.TakeWord("null"u8);
                return null;
            case (byte)'"':
                return FloatText.TryParseWord(cursor.TakeString(out _), out var word) ? word : throw cursor.Fault("a coordinate is no number");
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                return FloatText.TryParse(cursor.TakeNumber(out _), out var value)
                    ? value
                    : throw cursor.Fault("a coordinate is beyond what a float holds");
            default: throw cursor.Unexpected("a coordinate");
        }
    }

    private static int? Axis(ReadOnlySpan<byte> key, ReadOnlySpan<byte> x, ReadOnlySpan<byte> y, ReadOnlySpan<byte> z) =>
        key.SequenceEqual(x) ? X : key.SequenceEqual(y) ? Y : key.SequenceEqual(z) ? Z : null;
}
