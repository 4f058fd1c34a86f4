using System.Reflection;
using System.Runtime.CompilerServices;

namespace StreamingTracker.Backup.TestKit;

/// <summary>
/// How much memory an object keeps from being collected, found by following its references: the same at every run, whatever other
/// tests allocate meanwhile. Headers and padding of objects that are no arrays are estimated at 24 bytes.
/// </summary>
public static class RetainedBytes
{
    private const int Header = 24;
    private const BindingFlags OwnFields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static long Of(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>([root]);
        var bytes = 0L;
        while (open.TryPop(out var next))
        {
            // Types and delegates belong to the program, not to the object.
            if (next is Type or Delegate or Pointer || !seen.Add(next)) continue;
            bytes += Header + (next is Array array ? ArrayBytes(array, open) : FieldBytes(next, next.GetType(), open));
        }
        return bytes;
    }

    private static long ArrayBytes(Array array, Stack<object> open)
    {
        var element = array.GetType().GetElementType()!;
        if (!element.IsValueType || HasReferences(element))
            foreach (var item in array) Follow(item, element, open);
        return (long)array.Length * SizeOf(element);
    }

    private static long FieldBytes(object owner, Type type, Stack<object> open)
    {
        var bytes = 0L;
        for (var declaring = type; declaring is not null && declaring != typeof(object); declaring = declaring.BaseType)
        {
            foreach (var field in declaring.GetFields(OwnFields))
            {
                bytes += SizeOf(field.FieldType);
                Follow(field.GetValue(owner), field.FieldType, open);
            }
        }
        return bytes;
    }

    private static void Follow(object? value, Type declared, Stack<object> open)
    {
        if (value is null || declared.IsPrimitive || declared.IsEnum || declared.IsPointer) return;
        if (declared.IsValueType) FieldBytes(value, declared, open);
        else open.Push(value);
    }

    private static int SizeOf(Type type) => type.IsValueType
        ? (int)typeof(RetainedBytes).GetMethod(nameof(Size), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, null)!
        : IntPtr.Size;

    private static bool HasReferences(Type type) =>
        (bool)typeof(RuntimeHelpers).GetMethod(nameof(RuntimeHelpers.IsReferenceOrContainsReferences))!.MakeGenericMethod(type).Invoke(null, null)!;

    private static int Size<T>() => Unsafe.SizeOf<T>();
}
