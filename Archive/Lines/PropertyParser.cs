using System.Buffers.Text;
using StreamingTracker.Backup.Archive.Values;

namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>
/// Parses the properties of a line and passes them on, without an object per value. Keeps its memory from line to line.
/// </summary>
/// <param name="isVersion2">
/// Whether lines name every type that JSON can't tell. Where they may not, an object is a point, since APOC writes no other property as
/// one, and a list of numbers may hold the words for floats that are not finite.
/// </param>
/// <param name="most">How many properties a line may have.</param>
internal sealed class PropertyParser(bool isVersion2, int most = LineTypes.Most)
{
    private readonly NameSet _names = new();
    private readonly LineBuffer _name = new(64);
    private readonly TypedValueParser _typed = new();

    public void Copy(ref JsonCursor cursor, LineTypes types, IPropertySink sink)
    {
        _names.Clear();
        var first = true;
        for (cursor.Take('{'); cursor.TryNext('}', ref first);)
        {
            var name = cursor.TakeText(_name);
            cursor.Take(':');
            cursor.Property = name;
            if (!_names.TryAdd(name)) throw cursor.Fault("stands there twice");
            if (_names.Count > most) throw cursor.Fault($"the line has more than {most} properties");
            sink.Name(name);
            if (types.TryTake(name, out var type)) _typed.Copy(ref cursor, type, sink);
            else if (cursor.Peek() == '[') CopyList(ref cursor, sink);
            else CopyValue(ref cursor, sink, wordIsFloat: false);
            cursor.Property = default;
        }
        types.TakeEnd(ref cursor);
    }

    private void CopyList(ref JsonCursor cursor, IPropertySink sink)
    {
        var wordsAreFloats = !isVersion2 && HoldsNumbers(cursor);
        var kind = ValueKind.None;
        var first = true;
        sink.BeginList();
        for (cursor.Take('['); cursor.TryNext(']', ref first);)
        {
            var itemKind = CopyValue(ref cursor, sink, wordsAreFloats);
            if (kind != ValueKind.None && itemKind != kind) throw cursor.Fault("a list holds values of more than one kind");
            kind = itemKind;
        }
        sink.EndList();
    }

    private ValueKind CopyValue(ref JsonCursor cursor, IPropertySink sink, bool wordIsFloat)
    {
        switch (cursor.Peek())
        {
            case (byte)'"' when wordIsFloat:
                _typed.CopyFloat(ref cursor, sink);
                return ValueKind.Float;
            case (byte)'"':
                sink.String(_typed.TakeText(ref cursor));
                return ValueKind.String;
            case (byte)'t':
                cursor.TakeWord("true"u8);
                sink.Boolean(true);
                return ValueKind.Boolean;
            case (byte)'f':
                cursor.TakeWord("false"u8);
                sink.Boolean(false);
                return ValueKind.Boolean;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'): return CopyNumber(ref cursor, sink);
            case (byte)'{' when !isVersion2:
                PointParser.Copy(ref cursor, sink);
                return ValueKind.Point;
            case (byte)'{': throw cursor.Fault("an object stands there without the type point");
            case (byte)'[': throw cursor.Fault("a list holds a list, which no property of Neo4j does");
            case (byte)'n': throw cursor.Fault("null stands there, which no property of Neo4j is");
            default: throw cursor.Unexpected("a value");
        }
    }

    private static ValueKind CopyNumber(ref JsonCursor cursor, IPropertySink sink)
    {
        var text = cursor.TakeNumber(out var isFloat);
        if (isFloat)
        {
            sink.Float(FloatText.TryParse(text, out var number) ? number : throw cursor.Fault("a number is beyond what a float holds"));
            return ValueKind.Float;
        }
        if (!Utf8Parser.TryParse(text, out long integer, out var read) || read != text.Length)
        {
            throw cursor.Fault($"{Corruption.Excerpt(text)} is beyond 64 bits");
        }
        sink.Integer(integer);
        return ValueKind.Integer;
    }

    private static bool HoldsNumbers(JsonCursor cursor)
    {
        var first = true;
        for (cursor.Take('['); cursor.TryNext(']', ref first); cursor.Skip())
        {
            if (cursor.Peek() is (byte)'-' or (>= (byte)'0' and <= (byte)'9')) return true;
        }
        return false;
    }
}
