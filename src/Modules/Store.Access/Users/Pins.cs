namespace Store.Access.Users;

/// <summary>What a PIN has to be like beyond its digits.</summary>
internal static class Pins
{
    /// <exception cref="RuleBroken">The PIN is one of the first that anybody would try.</exception>
    public static void RefuseGuessable(string pin)
    {
        var steps = pin.Zip(pin.Skip(1), (digit, next) => next - digit).Distinct().ToList();
        if (steps is [0] or [1] or [-1])
            throw new RuleBroken("pin.guessable", "A PIN such as 1111 or 1234 is the first that anybody tries; choose another one.");
    }
}
