"""The published B2B meeting-scheduling problem: given meetings, fewest breaks.

Bofill, Coll, Garcia, Giráldez-Cru, Pesant, Suy, Villaret: Constraint Solving Approaches to the Business-to-Business Meeting Scheduling Problem,
Journal of Artificial Intelligence Research 74 (2022). Its instances measure us against others; a house's day has its own format (docs/timetable.md).
"""
