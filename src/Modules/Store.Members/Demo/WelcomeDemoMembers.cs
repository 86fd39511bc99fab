using Store.Kernel.Modules;
using Store.Members.Groups;
using Store.Members.Levels;
using Store.Members.Members;

namespace Store.Members.Demo;

/// <summary>Levels, groups and a few members of the demo chain.</summary>
internal sealed class WelcomeDemoMembers(IMediator mediator) : IDemoPart
{
    public int Order => 35;

    public async Task Fill(CancellationToken cancellationToken)
    {
        var silver = await mediator.Send(new CreateLevel.Command("银卡", 10), cancellationToken);
        var gold = await mediator.Send(new CreateLevel.Command("金卡", 20), cancellationToken);
        await mediator.Send(new CreateGroup.Command("学生", HiddenFromCashiers: false), cancellationToken);
        var staff = await mediator.Send(new CreateGroup.Command("员工", HiddenFromCashiers: true), cancellationToken);
        foreach (var (number, name, level, isStaff) in new[] { ("800001", "陈静", silver.LevelId, false), ("800002", "林伟", gold.LevelId, false), ("800003", "黄敏", gold.LevelId, true) })
        {
            var member = await mediator.Send(new CreateMember.Command(number, name, HomeStoreId: null), cancellationToken);
            await mediator.Send(new SetMemberLevel.Command(member.MemberId, level, member.Version), cancellationToken);
            if (isStaff)
                await mediator.Send(new SetMemberGroups.Command(member.MemberId, [staff.GroupId], member.Version + 1), cancellationToken);
        }
    }
}
